// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.flow.Flow;
import dev.netpol.policy.Peer;
import dev.netpol.policy.Port;
import java.util.List;

/**
 * One peer on one port, which a direction of a policy has to admit.
 *
 * @param flows what was seen of it; none where it is assumed
 */
record Admission(Peer peer, Port.Numbered port, List<Flow> flows) {
  Admission {
    flows = List.copyOf(flows);
  }

  static Admission of(Peer peer, Flow flow) {
    return new Admission(
        peer,
        Port.Numbered.of(flow.connection().protocol(), flow.connection().port()),
        List.of(flow));
  }
}
