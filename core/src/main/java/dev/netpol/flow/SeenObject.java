// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.model.Position;
import dev.netpol.trace.EventView;
import java.util.Objects;

/**
 * A Kubernetes object that a trace carries. Ordered by time, unknown times first.
 *
 * @param time when the capture learned of it, nanoseconds since 1970, or {@link EventView#NO_TIME}
 * @param json the object
 * @param deleted whether the object was seen to go at {@code time}
 */
public record SeenObject(long time, boolean deleted, String json, Position at)
    implements Comparable<SeenObject> {

  public SeenObject {
    Objects.requireNonNull(json, "json");
    Objects.requireNonNull(at, "at");
  }

  /** By what tells objects apart; the text keeps its own. */
  @Override
  public int hashCode() {
    return 31 * json.hashCode() + Long.hashCode(time);
  }

  /** Whether this says the same, wherever it stands. */
  boolean sameAs(SeenObject other) {
    return time == other.time && deleted == other.deleted && json.equals(other.json);
  }

  @Override
  public int compareTo(SeenObject other) {
    int order = Long.compare(time, other.time);
    order = order != 0 ? order : Boolean.compare(deleted, other.deleted);
    order = order != 0 ? order : json.compareTo(other.json);
    return order != 0 ? order : at.compareTo(other.at);
  }
}
