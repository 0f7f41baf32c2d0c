// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.check.CheckedFlow.Answer;
import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.flow.Flow;
import dev.netpol.flow.Tally;
import dev.netpol.flow.Tuple;
import dev.netpol.model.Connection;
import dev.netpol.model.Endpoint;
import dev.netpol.model.External;
import dev.netpol.model.Node;
import dev.netpol.model.Workload;
import dev.netpol.policy.Party;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Judges flows. An observation of a Service is behind a flow for each workload there; each of its
 * packets counts for the flow that it belongs to, or for all of them where that cannot be told.
 */
final class FlowJudge {

  private final Replay replay;
  private final ClusterSnapshot snapshot;
  private final Map<Tuple, Tally> tallies;

  /** The flows of observations that are behind several. */
  private final Map<Tuple, List<Connection>> shared = new HashMap<>();

  /**
   * A flow's answer, and what it used of the rules.
   *
   * @param parts those of the rules that were needed
   */
  record Ruling(CheckedFlow flow, SortedSet<RuleParts.Part> parts) {}

  FlowJudge(Replay replay, ClusterSnapshot snapshot, Map<Tuple, Tally> tallies, List<Flow> flows) {
    this.replay = replay;
    this.snapshot = snapshot;
    this.tallies = tallies;
    for (Flow flow : flows) {
      for (Tuple tuple : flow.tuples()) {
        shared.merge(tuple, List.of(flow.connection()), FlowJudge::joined);
      }
    }
    shared.values().removeIf(several -> several.size() == 1);
  }

  private static List<Connection> joined(List<Connection> some, List<Connection> more) {
    List<Connection> all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  Ruling judge(Flow flow, RuleParts parts) {
    FlowRuling ruling = new FlowRuling(flow, replay.policies(), parts);
    for (Tuple tuple : flow.tuples()) {
      Judged judged = replay.judge(tuple, Outcomes.tally(tuple, tallies));
      List<Leg> legs = legs(judged, flow.connection());
      ruling.add(judged, answer(judged, legs), legs);
    }
    return ruling.ruling();
  }

  private static Answer answer(Judged judged, List<Leg> legs) {
    if (judged.answer() == Judged.Answer.UNKNOWN && judged.legs().isEmpty()) {
      return Answer.UNDECIDED;
    }
    // Undefined though a leg is denied: it is open which of the addresses policies see.
    if (judged.answer() == Judged.Answer.UNDEFINED && !judged.denied().isEmpty()) {
      return Answer.UNDECIDED;
    }
    Answer answer = Answer.OPEN;
    for (Leg leg : legs) {
      if (leg.answer() == Judged.Answer.DENIED) {
        return Answer.DENIED;
      }
      answer = leg.answer() == Judged.Answer.ALLOWED ? answer : Answer.UNDECIDED;
    }
    return answer;
  }

  private List<Leg> legs(Judged judged, Connection flow) {
    List<Connection> several = shared.get(judged.tuple());
    return several == null
        ? judged.legs()
        : judged.legs().stream().filter(leg -> belongs(leg, flow, several, judged)).toList();
  }

  private boolean belongs(Leg leg, Connection flow, List<Connection> several, Judged judged) {
    List<Connection> its =
        several.stream()
            .filter(one -> one.port() == leg.port() && isEnd(leg.to(), one.to(), judged))
            .toList();
    return its.isEmpty() || its.contains(flow);
  }

  private boolean isEnd(Party party, Endpoint end, Judged judged) {
    if (party instanceof Party.PodParty it) {
      String namespace = it.pod().namespace();
      String name = it.pod().name();
      Optional<Workload> workload =
          snapshot.podAt(namespace, name, judged.tally().first()).map(ClusterPod::workload);
      // What a controller would make has its name.
      return workload.isPresent()
          ? workload.get().equals(end)
          : end instanceof Workload one
              && one.namespace().equals(namespace)
              && (one.name().equals(name)
                  || one.equals(snapshot.workloadByPodName(namespace, name)));
    }
    if (party instanceof Party.NodeParty it) {
      return end instanceof Node node && node.address().equals(it.address());
    }
    return end instanceof External external && party.ip().equals(Optional.of(external.address()));
  }
}
