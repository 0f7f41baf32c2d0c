// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Position;
import java.util.Objects;

/**
 * A Kubernetes object that a trace carries with it.
 *
 * @param time when it was read from the cluster, epoch nanoseconds; {@link Long#MIN_VALUE} when not
 *     known
 * @param json the object
 * @param deleted whether the object was seen to go at {@code time}
 * @param at where it stands, for diagnostics
 */
public record EmbeddedObject(long time, String json, boolean deleted, Position at) {
  public EmbeddedObject {
    Objects.requireNonNull(json, "json");
    Objects.requireNonNull(at, "at");
  }
}
