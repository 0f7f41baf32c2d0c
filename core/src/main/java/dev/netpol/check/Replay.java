// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.check.Judged.Answer;
import dev.netpol.cluster.ClusterNode;
import dev.netpol.cluster.ClusterService;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.Holder.ServiceAddress;
import dev.netpol.cluster.ServicePort;
import dev.netpol.flow.FlowTable;
import dev.netpol.flow.Tally;
import dev.netpol.flow.Tuple;
import dev.netpol.model.IpAddress;
import dev.netpol.model.PortRange;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Party;
import dev.netpol.policy.PolicySet;
import dev.netpol.policy.Seen;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Sends the observations of a trace against policies once more, by the addresses of their packets
 * at the time they were seen. Nothing that was concluded from the trace is used: neither flows nor
 * advice.
 *
 * <ul>
 *   <li>A pod's, node's or outside address is judged as it is, on both sides; a node always reaches
 *       its own pods.
 *   <li>A ClusterIP is judged once for every endpoint's address and target port.
 *   <li>A NodePort, load-balancer or external address is judged for egress as it was dialled and as
 *       what it leads to. Where these differ the answer is undefined: whether policies see
 *       addresses before or after translation is left open (kubernetes.io, Network Policies).
 *   <li>An observation without addresses is judged by the pods and Services that the log names.
 * </ul>
 */
public final class Replay {

  private static final String TRANSLATED =
      "policies may see the address before translation or after it, and these admit only one";

  private final PolicySet policies;
  private final ClusterSnapshot snapshot;
  private final Ends ends;
  private final Legs legs;

  private Replay(PolicySet policies, ClusterSnapshot snapshot, Optional<UntoldLabels> untold) {
    this.policies = policies;
    this.snapshot = snapshot;
    this.ends = new Ends(snapshot, policies);
    this.legs = new Legs(policies, snapshot, untold);
  }

  /** A replay against these policies, and no others, in the cluster of the snapshot. */
  public static Replay of(
      Collection<NetworkPolicy> policies, ClusterSnapshot snapshot, Modes modes) {
    Objects.requireNonNull(snapshot, "snapshot");
    return new Replay(compile(policies, snapshot, modes), snapshot, Optional.empty());
  }

  /** The same, but what hangs on labels that nobody knows is unknown. */
  Replay doubting(UntoldLabels labels) {
    return new Replay(policies, snapshot, Optional.of(labels));
  }

  /** Policies in the cluster of a snapshot. */
  static PolicySet compile(
      Collection<NetworkPolicy> policies, ClusterSnapshot snapshot, Modes modes) {
    return PolicySet.compile(policies, snapshot.namespaces(), nodes(snapshot), modes);
  }

  /** Every address of every node, for traffic between a node and its pods. */
  static Map<String, Set<IpAddress>> nodes(ClusterSnapshot snapshot) {
    Map<String, Set<IpAddress>> nodes = new HashMap<>();
    for (ClusterNode node : snapshot.nodes()) {
      Set<IpAddress> all = new HashSet<>(node.addresses());
      all.addAll(node.others().keySet());
      nodes.put(node.name(), all);
    }
    return nodes;
  }

  /** The policies as compiled. */
  public PolicySet policies() {
    return policies;
  }

  /** Judges every observation, in the table's order. */
  public List<Judged> judge(FlowTable table) {
    return table.tuples().entrySet().parallelStream()
        .map(entry -> judge(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** Judges one observation. */
  public Judged judge(Tuple tuple, Tally tally) {
    // The interval's own start is no time at all in the first one.
    long time = tally.first();
    End from = ends.initiator(tuple, time);
    End to = ends.responder(tuple, time);
    if (from instanceof End.Untouched it) {
      return new Judged(tuple, tally, Answer.ALLOWED, List.of(), it.reason());
    }
    if (to instanceof End.Untouched it) {
      return new Judged(tuple, tally, Answer.ALLOWED, List.of(), it.reason());
    }
    if (from instanceof End.Unknown it) {
      return unknown(tuple, tally, it.reason());
    }
    if (to instanceof End.Unknown it) {
      return unknown(tuple, tally, it.reason());
    }
    if (!PortRange.ALL.contains(tuple.dport())) {
      return unknown(tuple, tally, "the log does not say the port");
    }
    Seen sender = ((End.Known) from).party();
    if (to instanceof End.OfService service) {
      return service(tuple, tally, sender, service);
    }
    End.Known known = (End.Known) to;
    if (!tuple.seenByInitiator() && known.mesh().redirects(tuple.protocol(), tuple.dport())) {
      return unknown(tuple, tally, "a mesh proxy accepted it; the port that was dialled is lost");
    }
    List<Leg> direct = List.of(legs.direct(tuple, sender, known.party()));
    return known.party().party() instanceof Party.NodeParty node && tuple.seenByInitiator()
        ? published(tuple, tally, direct, legs.behindNode(node, tuple, tally, sender))
        : judged(tuple, tally, direct);
  }

  private static Judged unknown(Tuple tuple, Tally tally, String reason) {
    return new Judged(tuple, tally, Answer.UNKNOWN, List.of(), reason);
  }

  private Judged service(Tuple tuple, Tally tally, Seen sender, End.OfService to) {
    ClusterService service = to.service();
    if (to.how() != ServiceAddress.CLUSTER_IP && to.dialled().isPresent()) {
      Seen dialled = policies.see(Party.of(to.dialled().get()));
      return published(
          tuple,
          tally,
          List.of(legs.direct(tuple, sender, dialled)),
          legs.publishedAt(to.dialled(), tuple, tally, sender));
    }
    Optional<ServicePort> port = service.port(tuple.protocol(), tuple.dport());
    if (port.isEmpty()) {
      return unknown(
          tuple,
          tally,
          "the Service "
              + service
              + (service.ports().isEmpty()
                  ? " is known only by its selector, not by its ports"
                  : " has no port " + tuple.dport() + "/" + tuple.protocol()));
    }
    List<Leg> all = legs.endpoints(service, port.get(), to.dialled(), tuple, tally, sender);
    return all.isEmpty()
        ? unknown(tuple, tally, "no endpoint of the Service " + service + " is known")
        : judged(tuple, tally, all);
  }

  private static Judged published(Tuple tuple, Tally tally, List<Leg> dialled, List<Leg> behind) {
    if (behind.isEmpty()) {
      return judged(tuple, tally, dialled);
    }
    List<Leg> legs = new ArrayList<>(dialled);
    legs.addAll(behind);
    Answer before = answer(dialled);
    boolean unknown = before == Answer.UNKNOWN || answer(behind) == Answer.UNKNOWN;
    return unknown || before == answer(behind)
        ? judged(tuple, tally, legs)
        : new Judged(tuple, tally, Answer.UNDEFINED, legs, TRANSLATED);
  }

  private static Judged judged(Tuple tuple, Tally tally, List<Leg> legs) {
    Answer answer = answer(legs);
    String reason =
        legs.stream().filter(leg -> leg.answer() == answer).map(Leg::reason).findFirst().orElse("");
    return new Judged(tuple, tally, answer, legs, reason);
  }

  private static Answer answer(List<Leg> legs) {
    Answer answer = Answer.ALLOWED;
    for (Leg leg : legs) {
      if (leg.answer() == Answer.DENIED) {
        return Answer.DENIED;
      }
      if (leg.answer() == Answer.UNKNOWN || answer == Answer.ALLOWED) {
        answer = leg.answer();
      }
    }
    return answer;
  }
}
