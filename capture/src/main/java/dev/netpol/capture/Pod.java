// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.trace.Identity;
import java.util.List;
import java.util.Optional;

/**
 * Whose connection it is.
 *
 * @param identity with the uid, and with namespace and name where they are known; none outside pods
 * @param container id of the container; empty where the cgroup names none
 * @param labels where a snapshot gives them
 * @param addresses of its own, where a snapshot gives them
 */
record Pod(
    Identity identity, String container, Optional<Labels> labels, List<IpAddress> addresses) {
  /** Of a cgroup that nobody saw before it was gone: whether it was a pod's is not known. */
  static final Pod GONE = new Pod(Identity.NONE, "", Optional.empty(), List.of());

  private static final Identity OUTSIDE = new Identity(Identity.Kind.HOST, "", "", "");

  /** Of a process outside pods, in a container or in none. */
  static Pod outside(String container) {
    return new Pod(OUTSIDE, container, Optional.empty(), List.of());
  }

  /** Whether it is known to be outside pods. */
  boolean isOutside() {
    return identity.kind() == Identity.Kind.HOST;
  }

  boolean isPod() {
    return identity.kind() == Identity.Kind.POD;
  }

  boolean isNamed() {
    return !identity.name().isEmpty();
  }

  /** {@code demo/web}; the uid of one without a name; empty outside pods. */
  String shown() {
    return isNamed() ? identity.namespace() + "/" + identity.name() : identity.uid();
  }
}
