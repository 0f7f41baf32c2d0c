// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.Observed;
import dev.netpol.advise.TestCluster.TestPod;
import dev.netpol.advise.TestTrace.End;
import dev.netpol.advise.TestTrace.Packet;
import dev.netpol.advise.TestTrace.Truth;
import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.flow.Tally;
import dev.netpol.flow.Tuple;
import dev.netpol.model.Direction;
import dev.netpol.model.Protocol;
import dev.netpol.model.Workload;
import dev.netpol.policy.NaiveEvaluator;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.PolicyYaml;
import dev.netpol.policy.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * What holds for every cluster, trace and choice of options. The seed is fixed, so that a build
 * that was green stays green; it is one that found a mistake. To look for more, take it away.
 */
class AdviceLaws {

  private static final List<Integer> PORTS = List.of(53, 5353, 80, 8080, 9000, 7777, 1080, 4242);

  /** The promise, judged by packets and not by what our resolver made of them. */
  @Property(tries = 300, seed = "-6666349888464328879")
  void what_worked_stays_allowed_or_is_listed_as_cut(@ForAll("scenarios") Scenario scenario) {
    Advice advice = scenario.observed().advise(scenario.options);
    NaiveEvaluator naive = scenario.naive(advice.policies());
    for (Truth truth : scenario.trace.truths) {
      for (Packet packet : truth.packets()) {
        assertThat(truth.isListedIn(advice) || Scenario.isAllowed(packet, naive))
            .as("%s of %s, policies:%n%s", packet, truth, PolicyYaml.write(advice.policies()))
            .isTrue();
      }
    }
  }

  /** What is assumed is taken away; what then is still admitted must have been seen. */
  @Property(tries = 200, seed = "-6666349888464328879")
  void nothing_unobserved_and_unassumed_is_admitted(@ForAll("scenarios") Scenario scenario) {
    Observed observed = scenario.observed();
    Advice advice = observed.advise(scenario.options);
    Selectors selectors = new Selectors(observed.snapshot());
    for (Direction direction : Direction.values()) {
      List<NetworkPolicy> strict = withoutAssumed(advice, direction);
      NaiveEvaluator naive = scenario.naive(strict);
      for (TestPod pod : scenario.cluster.pods) {
        if (!isIsolated(pod, strict)) {
          continue;
        }
        for (End other : ends(scenario, pod)) {
          End self = End.of(pod, other.ip().contains(":"));
          for (int port : PORTS) {
            for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
              End from = direction == Direction.EGRESS ? self : other;
              End to = direction == Direction.EGRESS ? other : self;
              if (naive.allows(Scenario.end(from), Scenario.end(to), protocol, port)) {
                assertThat(wasSeen(scenario, selectors, direction, from, to, protocol, port))
                    .as(
                        "%s %s -> %s %s %s, policies:%n%s",
                        direction, from, to, protocol, port, PolicyYaml.write(strict))
                    .isTrue();
              }
            }
          }
        }
      }
    }
  }

  @Property(tries = 100, seed = "-6666349888464328879")
  void the_order_and_the_files_of_records_mean_nothing(
      @ForAll("scenarios") Scenario scenario, @ForAll Random random) {
    Advice advice = scenario.observed().advise(scenario.options);
    List<String> lines = new ArrayList<>(scenario.trace.lines());
    Collections.shuffle(lines, random);
    int cut = random.nextInt(lines.size() + 1);
    Advice other =
        scenario
            .observed(List.of(lines.subList(0, cut), lines.subList(cut, lines.size())))
            .advise(scenario.options);
    assertThat(PolicyYaml.write(other.policies())).isEqualTo(PolicyYaml.write(advice.policies()));
    assertThat(other.wouldBeCut().stream().map(AdviceLaws::text))
        .isEqualTo(advice.wouldBeCut().stream().map(AdviceLaws::text).toList());
    assertThat(other.notAdvised()).isEqualTo(advice.notAdvised());
  }

  @Property(tries = 300, seed = "-6666349888464328879")
  void every_selector_matches_exactly_its_workloads(@ForAll("scenarios") Scenario scenario) {
    ClusterSnapshot snapshot = scenario.snapshot();
    Selectors selectors = new Selectors(snapshot);
    for (ClusterWorkload workload : snapshot.workloads()) {
      Selection selection = selectors.of(workload.id());
      selection
          .selector()
          .ifPresent(
              selector -> {
                assertThat(selector.isEverything()).isFalse();
                for (ClusterWorkload other : snapshot.workloads()) {
                  if (other.id().namespace().equals(workload.id().namespace())) {
                    boolean own = selection.workloads().contains(other.id());
                    assertThat(
                            other.pods().stream()
                                .filter(ClusterPod::live)
                                .map(pod -> pod.pod().labels()))
                        .as("%s for %s, pods of %s", selector, workload.id(), other.id())
                        .allMatch(labels -> selector.matches(labels) == own);
                    assertThat(selector.matches(other.template()))
                        .as("%s for %s, template of %s", selector, workload.id(), other.id())
                        .isEqualTo(own);
                  }
                }
              });
    }
  }

  @Property(tries = 200, seed = "-6666349888464328879")
  void every_record_is_in_exactly_one_count(@ForAll("scenarios") Scenario scenario) {
    Observed observed = scenario.observed();
    Set<Tuple> behindFlows = new HashSet<>();
    observed.flows().flows().forEach(flow -> behindFlows.addAll(flow.tuples()));
    Set<Tuple> noFlows = new HashSet<>();
    observed
        .flows()
        .notFlows()
        .values()
        .forEach(
            some ->
                some.tuples()
                    .forEach(tuple -> assertThat(noFlows.add(tuple)).as("%s", tuple).isTrue()));
    assertThat(Collections.disjoint(behindFlows, noFlows)).isTrue();
    assertThat(Stream.concat(behindFlows.stream(), noFlows.stream()))
        .containsExactlyInAnyOrderElementsOf(observed.table().tuples().keySet());
    assertThat(observed.table().tuples().values().stream().mapToLong(Tally::connections).sum())
        .isEqualTo(observed.accounting().connections());
    assertThat(observed.accounting().records()).isEqualTo(scenario.trace.lines().size());
  }

  @Property(tries = 200, seed = "-6666349888464328879")
  void every_flow_of_a_direction_is_behind_one_rule_or_cut(@ForAll("scenarios") Scenario scenario) {
    Advice advice = scenario.observed().advise(scenario.options);
    for (Proposal proposal : advice.proposals()) {
      for (Direction direction : proposal.policy().policyTypes()) {
        List<dev.netpol.flow.Flow> behind =
            proposal.evidence(direction).stream().flatMap(rule -> rule.flows().stream()).toList();
        assertThat(behind).doesNotHaveDuplicates();
        List<dev.netpol.flow.Flow> cut =
            advice.wouldBeCut().stream()
                .filter(one -> one.direction() == direction)
                .filter(one -> proposal.subjects().contains(one.workload()))
                .map(Cut::flow)
                .toList();
        List<dev.netpol.flow.Flow> all =
            advice.flows().flows().stream()
                .filter(flow -> flow.writes().contains(direction))
                .filter(flow -> scenario.options.includeFailed() || !flow.failedOnly())
                .filter(
                    flow ->
                        proposal
                            .subjects()
                            .contains(
                                direction == Direction.EGRESS
                                    ? flow.connection().from()
                                    : flow.connection().to()))
                .toList();
        assertThat(Stream.concat(behind.stream(), cut.stream()))
            .containsExactlyInAnyOrderElementsOf(
                all.stream().filter(flow -> !flow.failedOnly() || behind.contains(flow)).toList());
      }
    }
  }

  @Provide
  Arbitrary<Scenario> scenarios() {
    return Scenario.any();
  }

  private static List<NetworkPolicy> withoutAssumed(Advice advice, Direction direction) {
    List<NetworkPolicy> strict = new ArrayList<>();
    for (Proposal proposal : advice.proposals()) {
      if (proposal.policy().isolates(direction)) {
        List<Rule> rules = new ArrayList<>();
        List<RuleEvidence> evidence = proposal.evidence(direction);
        for (int i = 0; i < evidence.size(); i++) {
          if (evidence.get(i).assumption().isEmpty()) {
            rules.add(proposal.policy().rules(direction).get(i));
          }
        }
        strict.add(
            NetworkPolicy.of(
                proposal.policy().namespace(),
                proposal.policy().name(),
                proposal.policy().podSelector(),
                EnumSet.of(direction),
                direction == Direction.INGRESS ? rules : List.of(),
                direction == Direction.EGRESS ? rules : List.of()));
      }
    }
    return strict;
  }

  private static boolean isIsolated(TestPod pod, List<NetworkPolicy> policies) {
    return !pod.hostNetwork()
        && policies.stream()
            .anyMatch(
                policy ->
                    policy.namespace().equals(pod.namespace())
                        && policy.podSelector().matches(Scenario.pod(pod).labels()));
  }

  /** Others, and addresses; not the pod itself and not its node, which no policy can cut. */
  private static List<End> ends(Scenario scenario, TestPod pod) {
    List<End> ends = new ArrayList<>();
    for (TestPod other : scenario.cluster.pods) {
      if (other != pod && !other.hostNetwork()) {
        ends.add(End.of(other, false));
        if (other.podIp6().isPresent() && pod.podIp6().isPresent()) {
          ends.add(End.of(other, true));
        }
      }
    }
    List<String> addresses =
        new ArrayList<>(
            List.of("1.1.1.0", "1.1.1.1", "1.1.1.2", "1.1.1.3", "198.51.100.7", "203.0.113.1"));
    scenario.cluster.nodes.stream()
        .filter(node -> node != pod.node())
        .forEach(node -> addresses.add(node.ip()));
    addresses.forEach(address -> ends.add(End.of(address)));
    return ends;
  }

  private static boolean wasSeen(
      Scenario scenario,
      Selectors selectors,
      Direction direction,
      End from,
      End to,
      Protocol protocol,
      int port) {
    boolean failed = scenario.options.includeFailed();
    List<Truth> seen = new ArrayList<>(scenario.trace.truths);
    if (failed) {
      seen.addAll(scenario.trace.failures);
    }
    Stream<Packet> implied =
        direction == Direction.INGRESS
            ? Stream.of()
            : scenario.trace.behindNodes.entrySet().stream()
                .filter(packet -> failed || packet.getValue())
                .map(Map.Entry::getKey);
    return Stream.concat(seen.stream().flatMap(truth -> truth.packets().stream()), implied)
        .anyMatch(
            packet ->
                packet.protocol() == protocol
                    && packet.port() == port
                    && isAlike(selectors, packet.from(), from)
                    && isAlike(selectors, packet.to(), to));
  }

  /** Pods of one selector are alike: policies cannot tell them apart. */
  private static boolean isAlike(Selectors selectors, End seen, End admitted) {
    if (admitted.pod().isEmpty() || seen.pod().filter(pod -> !pod.hostNetwork()).isEmpty()) {
      return admitted.pod().isEmpty() && seen.ip().equals(admitted.ip());
    }
    return selectors
        .of(workload(seen.pod().get()))
        .workloads()
        .contains(workload(admitted.pod().get()));
  }

  private static Workload workload(TestPod pod) {
    String[] parts = pod.workload().split("/");
    return new Workload(pod.namespace(), parts[0], parts[1]);
  }

  private static String text(Cut cut) {
    return cut.workload() + " " + cut.direction() + " " + cut.flow() + " " + cut.reason();
  }
}
