// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.advise.Advice;
import dev.netpol.advise.Cut;
import dev.netpol.advise.Scenario;
import dev.netpol.check.CheckedFlow;
import dev.netpol.check.TraceCheck;
import dev.netpol.flow.Flow;
import dev.netpol.flow.Tuple;
import dev.netpol.model.Connection;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NetworkPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** What a report proposes passes a check against the trace that it was made from. */
class TraceCheckLaws {

  private static final AtomicInteger DENIED_WITHOUT = new AtomicInteger();

  @Property(tries = 300, seed = "4190326650937162007")
  void a_report_denies_nothing_of_its_own_trace_but_what_it_lists(
      @ForAll("scenarios") Scenario scenario) {
    Observed observed = scenario.observed();
    Advice advice = observed.advise(scenario.options());

    TraceCheck check = observed.check(advice.policies(), Modes.DEFAULT);

    Set<Connection> listed = new HashSet<>();
    advice.wouldBeCut().stream().map(Cut::flow).map(Flow::connection).forEach(listed::add);
    assertThat(connections(check.denied())).isSubsetOf(listed);
    // Without its rules, the same policies deny: the law is not one about open pods.
    DENIED_WITHOUT.addAndGet(
        observed.check(closed(advice), Modes.DEFAULT).denied().size() - check.denied().size());
  }

  private static List<NetworkPolicy> closed(Advice advice) {
    return advice.policies().stream()
        .map(
            it ->
                NetworkPolicy.of(
                    it.namespace(),
                    it.name(),
                    it.podSelector(),
                    it.policyTypes(),
                    List.of(),
                    List.of()))
        .toList();
  }

  @AfterContainer
  static void most_flows_need_their_rules() {
    assertThat(DENIED_WITHOUT.get()).isGreaterThan(300);
  }

  @Property(tries = 100, seed = "-2209361587700438119")
  void every_observation_of_a_flow_is_behind_exactly_one_answer(
      @ForAll("scenarios") Scenario scenario) {
    Observed observed = scenario.observed();
    TraceCheck check =
        observed.check(observed.advise(scenario.options()).policies(), Modes.DEFAULT);

    Map<Connection, List<Tuple>> tuples = new TreeMap<>();
    for (CheckedFlow flow : check.flows()) {
      tuples
          .computeIfAbsent(flow.flow().connection(), key -> new ArrayList<>())
          .addAll(flow.flow().tuples());
    }
    for (Flow flow : observed.flows().flows()) {
      assertThat(tuples.remove(flow.connection()))
          .containsExactlyInAnyOrderElementsOf(flow.tuples());
    }
    assertThat(tuples).isEmpty();
  }

  @Provide
  Arbitrary<Scenario> scenarios() {
    return Scenario.any();
  }

  private static List<Connection> connections(List<CheckedFlow> flows) {
    return flows.stream().map(it -> it.flow().connection()).toList();
  }
}
