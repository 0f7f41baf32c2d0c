// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.cluster.ClusterService;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ServicePort;
import dev.netpol.flow.Tally;
import dev.netpol.flow.Tuple;
import dev.netpol.model.IpAddress;
import dev.netpol.policy.Party;
import dev.netpol.policy.PolicySet;
import dev.netpol.policy.Seen;
import dev.netpol.policy.Verdict;
import dev.netpol.policy.Verdicts;
import dev.netpol.policy.Via;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** The ways that the packets of an observation may have gone, each with its verdict. */
final class Legs {

  private final Verdicts verdicts;
  private final ClusterSnapshot snapshot;
  private final Endpoints endpoints;
  private final Optional<UntoldLabels> untold;

  Legs(PolicySet policies, ClusterSnapshot snapshot, Optional<UntoldLabels> untold) {
    this.verdicts = new Verdicts(policies);
    this.snapshot = snapshot;
    this.endpoints = new Endpoints(snapshot, policies);
    this.untold = untold;
  }

  /** To whom was dialled. */
  Leg direct(Tuple tuple, Seen sender, Seen receiver) {
    return leg(tuple, sender, receiver, tuple.dport(), Via.ADDRESS, false);
  }

  private Leg leg(Tuple tuple, Seen from, Seen to, int port, Via via, boolean egressOnly) {
    Verdict verdict = verdicts.between(from, to, tuple.protocol(), port, via);
    String doubt =
        untold.map(it -> it.doubt(from.party(), to.party(), verdict, egressOnly)).orElse("");
    return new Leg(from.party(), to.party(), tuple.protocol(), port, verdict, egressOnly, doubt);
  }

  /** To the endpoints of a Service's port. */
  List<Leg> endpoints(
      ClusterService service,
      ServicePort port,
      Optional<IpAddress> dialled,
      Tuple tuple,
      Tally tally,
      Seen sender) {
    List<Leg> legs = new ArrayList<>();
    for (Endpoints.Endpoint it : endpoints.of(service, port, dialled, tally)) {
      legs.add(leg(tuple, sender, it.party(), it.port(), Via.SERVICE, false));
    }
    return legs;
  }

  /** To what the Services at a load balancer's or an external address lead to. */
  List<Leg> publishedAt(Optional<IpAddress> dialled, Tuple tuple, Tally tally, Seen sender) {
    List<Leg> legs = new ArrayList<>();
    for (ClusterService it : dialled.map(snapshot::publishedAt).orElse(List.of())) {
      behind(it, ServicePort::port, tuple, tally, sender, legs);
    }
    return legs;
  }

  /** To what a port of a node leads to. */
  List<Leg> behindNode(Party.NodeParty node, Tuple tuple, Tally tally, Seen sender) {
    List<Leg> legs = new ArrayList<>();
    for (ClusterService it : snapshot.nodePort(tuple.protocol(), tuple.dport())) {
      behind(it, ServicePort::nodePort, tuple, tally, sender, legs);
    }
    legs.addAll(publishedAt(tuple.daddr(), tuple, tally, sender));
    for (Endpoints.Endpoint it :
        endpoints.of(node.node(), tuple.protocol(), tuple.dport(), tuple.daddr(), tally)) {
      legs.add(leg(tuple, sender, it.party(), it.port(), Via.ADDRESS, true));
    }
    return legs;
  }

  /** What a published Service leads to, judged for egress alone. */
  private void behind(
      ClusterService service,
      ToIntFunction<ServicePort> dialled,
      Tuple tuple,
      Tally tally,
      Seen sender,
      List<Leg> legs) {
    for (ServicePort port : service.ports()) {
      if (port.protocol() == tuple.protocol() && dialled.applyAsInt(port) == tuple.dport()) {
        for (Endpoints.Endpoint it : endpoints.of(service, port, tuple.daddr(), tally)) {
          legs.add(leg(tuple, sender, it.party(), it.port(), Via.SERVICE, true));
        }
      }
    }
  }
}
