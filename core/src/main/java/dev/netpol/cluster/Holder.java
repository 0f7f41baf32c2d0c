// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.IpAddress;
import java.util.Objects;

/** Who had an address at a time. */
public sealed interface Holder {

  /** A pod that is not hostNetwork. */
  record OfPod(ClusterPod pod) implements Holder {
    public OfPod {
      Objects.requireNonNull(pod, "pod");
    }
  }

  /** An address that never leaves the machine, or that is nobody's: loopback, multicast, ... */
  record Local(String reason) implements Holder {
    public Local {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** A Service address. */
  record OfService(ClusterService service, ServiceAddress kind) implements Holder {
    public OfService {
      Objects.requireNonNull(service, "service");
      Objects.requireNonNull(kind, "kind");
    }
  }

  /** How a Service is reached at an address. */
  enum ServiceAddress {
    CLUSTER_IP,
    EXTERNAL_IP,
    LOAD_BALANCER
  }

  /**
   * A node, or a hostNetwork pod on it.
   *
   * @param node empty when not known by name
   * @param what which of its addresses this is, for example {@code InternalIP}
   * @param own one of {@code status.addresses} or of a hostNetwork pod; else a bridge or a tunnel,
   *     from which translated traffic of others may come
   * @param inferred no object says so: the address has the shape of a bridge's
   */
  record OfNode(String node, IpAddress address, String what, boolean own, boolean inferred)
      implements Holder {
    public OfNode {
      Objects.requireNonNull(node, "node");
      Objects.requireNonNull(address, "address");
      Objects.requireNonNull(what, "what");
    }
  }

  /** An address of the cluster that nobody held then, or that cannot be told. */
  record Nobody(String reason) implements Holder {
    public Nobody {
      Objects.requireNonNull(reason, "reason");
    }
  }

  /** An address outside the cluster. */
  record Outside() implements Holder {}
}
