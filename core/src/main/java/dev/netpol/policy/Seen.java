// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Pod;
import org.jspecify.annotations.Nullable;

/**
 * A party as policies see it, worked out once for both directions.
 *
 * @param pod the pod whose labels count; null for what no selector can match
 * @param namespace labels of the pod's namespace; none without a pod
 * @param ip the address that an ipBlock is compared with; null while a pod has none
 * @param node the node this is, if it is known to be one; else empty
 */
record Seen(@Nullable Pod pod, Labels namespace, @Nullable IpAddress ip, String node) {

  static Seen of(Party party, Namespaces namespaces, Modes modes) {
    IpAddress ip = party.ip().orElse(null);
    if (party instanceof Party.PodParty it) {
      boolean isNode = it.pod().hostNetwork() && modes.hostNetwork() == Modes.HostNetwork.NODE;
      return isNode
          ? new Seen(null, Labels.NONE, ip, it.pod().node())
          : new Seen(it.pod(), namespaces.labels(it.pod().namespace()), ip, "");
    }
    String node = party instanceof Party.NodeParty it ? it.node() : "";
    return new Seen(null, Labels.NONE, ip, node);
  }

  boolean samePod(Seen other) {
    return pod != null
        && other.pod != null
        && pod.namespace().equals(other.pod.namespace())
        && pod.name().equals(other.pod.name());
  }
}
