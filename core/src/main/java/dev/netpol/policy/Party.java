// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Pod;
import java.util.Objects;
import java.util.Optional;

/** Who sends or receives a packet, as the network sees it. */
public sealed interface Party {

  /** The address of the family in use; missing for a pod that has none yet. */
  Optional<IpAddress> ip();

  static Party of(Pod pod, IpAddress address) {
    return new PodParty(pod, Optional.of(address));
  }

  /** A pod that has no address: selectors apply to it, ipBlocks do not. */
  static Party of(Pod pod) {
    return new PodParty(pod, Optional.empty());
  }

  /** What is not a pod: an address outside the cluster, or a node that is listed by address. */
  static Party of(IpAddress address) {
    return new AddressParty(address);
  }

  /** A node, at whatever address of it the packet has. */
  static Party ofNode(String node, IpAddress address) {
    return new NodeParty(node, address);
  }

  record PodParty(Pod pod, Optional<IpAddress> ip) implements Party {
    public PodParty {
      Objects.requireNonNull(pod, "pod");
      Objects.requireNonNull(ip, "ip");
    }
  }

  record AddressParty(IpAddress address) implements Party {
    public AddressParty {
      Objects.requireNonNull(address, "address");
    }

    @Override
    public Optional<IpAddress> ip() {
      return Optional.of(address);
    }
  }

  /**
   * A node.
   *
   * @param node its name, empty when not known
   */
  record NodeParty(String node, IpAddress address) implements Party {
    public NodeParty {
      Objects.requireNonNull(node, "node");
      Objects.requireNonNull(address, "address");
    }

    @Override
    public Optional<IpAddress> ip() {
      return Optional.of(address);
    }
  }
}
