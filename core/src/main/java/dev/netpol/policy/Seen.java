// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Pod;
import org.jspecify.annotations.Nullable;

/**
 * A party as policies see it, worked out once for both directions.
 *
 * @param pod null for what no selector can match
 * @param group of the pod; null where that is
 * @param ip the address that an ipBlock is compared with; null while a pod has none
 * @param node the node this is, if it is known to be one; else empty
 */
record Seen(@Nullable Pod pod, @Nullable PodGroup group, @Nullable IpAddress ip, String node) {

  boolean samePod(Seen other) {
    return pod != null
        && other.pod != null
        && pod.namespace().equals(other.pod.namespace())
        && pod.name().equals(other.pod.name());
  }
}
