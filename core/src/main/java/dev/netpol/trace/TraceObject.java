// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.Objects;

/**
 * A Kubernetes object inside a trace.
 *
 * @param time when the capture learned of it, nanoseconds since 1970, or {@link EventView#NO_TIME}
 * @param json the object
 * @param deleted whether the object was seen to go at {@code time}
 */
public record TraceObject(long time, String json, boolean deleted, Place at) {
  public TraceObject {
    Objects.requireNonNull(json, "json");
    Objects.requireNonNull(at, "at");
  }
}
