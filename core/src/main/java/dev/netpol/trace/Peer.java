// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import java.util.Objects;
import java.util.Optional;

/**
 * All that a log says about one end of a connection beside its address and port.
 *
 * @param labels the pod's; for a Service its selector; {@link Labels#NONE} where the log has none
 * @param owner the pod's controller as the log derives it: its name, or {@code Deployment/web}; or
 *     empty
 * @param address the pod's address where the log states it apart from the connection's
 * @param hostAddress address of the node that runs the pod
 * @param hostNetwork whether the log says that the pod shares its node's network
 */
public record Peer(
    Identity identity,
    Labels labels,
    String owner,
    Optional<IpAddress> address,
    Optional<IpAddress> hostAddress,
    boolean hostNetwork) {

  /** The log says nothing. */
  public static final Peer NONE = of(Identity.NONE, Labels.NONE);

  public Peer {
    Objects.requireNonNull(identity, "identity");
    Objects.requireNonNull(labels, "labels");
    Objects.requireNonNull(owner, "owner");
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(hostAddress, "hostAddress");
  }

  public static Peer of(Identity identity, Labels labels) {
    return new Peer(identity, labels, "", Optional.empty(), Optional.empty(), false);
  }
}
