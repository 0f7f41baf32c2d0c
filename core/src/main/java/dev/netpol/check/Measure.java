// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.model.Direction;
import dev.netpol.model.Pod;
import dev.netpol.model.PortSet;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Party;
import java.util.List;

/** What is asked of each pair: the ports that policies allow, or those that a change adds. */
interface Measure {

  /** Between these, neither of which is known to be a node. */
  PortSet ports(Party from, Party to);

  /** Between a pod and the node that runs it. */
  PortSet ownNode();

  /** The policies on which the answers for that pod rest. */
  List<NetworkPolicy> selecting(Pod pod, Direction direction);
}
