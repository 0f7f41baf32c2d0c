// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.cluster.ClusterService;
import dev.netpol.cluster.Holder.ServiceAddress;
import dev.netpol.cluster.Mesh;
import dev.netpol.model.IpAddress;
import dev.netpol.policy.Seen;
import java.util.Optional;

/** Who an end of an observation is, by its packet's address. */
sealed interface End {

  /** Who the packet really comes from or goes to. */
  record Known(Seen party, Mesh mesh) implements End {}

  /** A Service: the packet goes to one of its endpoints. */
  record OfService(ClusterService service, ServiceAddress how, Optional<IpAddress> dialled)
      implements End {}

  /** Traffic that no policy meets. */
  record Untouched(String reason) implements End {}

  record Unknown(String reason) implements End {}
}
