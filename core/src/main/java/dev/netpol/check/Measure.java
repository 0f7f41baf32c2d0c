// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.model.Direction;
import dev.netpol.model.Pod;
import dev.netpol.model.PortSet;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Party;
import dev.netpol.policy.PolicySet;
import dev.netpol.policy.Via;
import java.util.stream.Stream;

/** What is asked of each pair: the ports that policies allow, or those that a change adds. */
interface Measure {

  /** Between these, neither of which is known to be a node. */
  PortSet ports(Party from, Party to);

  /** Between a pod and the node that runs it. */
  PortSet ownNode();

  /** The policies on which the answers for that pod rest. */
  Stream<NetworkPolicy> selecting(Pod pod, Direction direction);

  /** What policies allow. */
  static Measure allowed(PolicySet set) {
    return new Measure() {
      @Override
      public PortSet ports(Party from, Party to) {
        return set.ports(from, to, Via.ADDRESS);
      }

      @Override
      public PortSet ownNode() {
        return PortSet.ALL;
      }

      @Override
      public Stream<NetworkPolicy> selecting(Pod pod, Direction direction) {
        return set.selecting(pod, direction).stream();
      }
    };
  }

  /** What the new policies allow and the old ones do not. */
  static Measure added(PolicySet before, PolicySet after) {
    return new Measure() {
      @Override
      public PortSet ports(Party from, Party to) {
        return after.ports(from, to, Via.ADDRESS).minus(before.ports(from, to, Via.ADDRESS));
      }

      @Override
      public PortSet ownNode() {
        return PortSet.NONE;
      }

      @Override
      public Stream<NetworkPolicy> selecting(Pod pod, Direction direction) {
        return Stream.of(before, after).flatMap(set -> set.selecting(pod, direction).stream());
      }
    };
  }
}
