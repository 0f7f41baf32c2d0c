// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netpol.advise.Advice;
import dev.netpol.advise.PolicyAdvisor;
import dev.netpol.advise.Scenario;
import dev.netpol.flow.Flow;
import dev.netpol.flow.ResolvedFlows;
import dev.netpol.model.Connection;
import dev.netpol.model.Endpoint;
import dev.netpol.model.Unresolved;
import dev.netpol.model.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;

/** A mistake in naming the ends of a flow makes a wrong policy, and is noticed. */
class VerificationLaws {

  private static final AtomicInteger CAUGHT = new AtomicInteger();

  /** What a resolver could get wrong. */
  enum Mistake {
    /** The Service's port, or any other, for that of the pods. */
    PORT,
    INITIATOR,
    RESPONDER
  }

  @Property(tries = 400, seed = "-6666349888464328879")
  void planted_mistakes_are_caught(
      @ForAll("scenarios") Scenario scenario, @ForAll Mistake mistake, @ForAll int number) {
    Observed observed = scenario.observed();
    List<Flow> flows = observed.flows().flows();
    // Who an address belongs to that nobody had, a replay cannot tell either.
    List<Flow> named = flows.stream().filter(VerificationLaws::isNamed).toList();
    if (named.isEmpty()) {
      return;
    }
    Flow right = named.get(Math.floorMod(number, named.size()));
    List<Flow> wrong = new ArrayList<>(flows);
    wrong.set(flows.indexOf(right), mistaken(right, mistake, flows, number));
    Advice advice =
        PolicyAdvisor.advise(
            observed.snapshot(),
            new ResolvedFlows(wrong, new TreeMap<>(), List.of()),
            observed.coverage(),
            scenario.options());
    if (scenario.isBrokenBy(advice)) {
      CAUGHT.incrementAndGet();
      assertThatThrownBy(
              () -> new Verification(observed.snapshot(), observed.table()).verified(advice))
          .isInstanceOf(UnsoundAdviceException.class)
          .hasMessageContaining("bug of the advisor");
    }
  }

  /** A law that never met a mistake would say nothing. */
  @AfterContainer
  static void some_mistakes_mattered() {
    assertThat(CAUGHT.get()).isGreaterThan(20);
  }

  @Provide
  Arbitrary<Scenario> scenarios() {
    return Scenario.any();
  }

  private static boolean isNamed(Flow flow) {
    return !(flow.connection().from() instanceof Unresolved)
        && !(flow.connection().to() instanceof Unresolved);
  }

  private static Flow mistaken(Flow flow, Mistake mistake, List<Flow> flows, int number) {
    Connection right = flow.connection();
    List<Endpoint> workloads =
        flows.stream()
            .flatMap(one -> List.of(one.connection().from(), one.connection().to()).stream())
            .filter(Workload.class::isInstance)
            .toList();
    Endpoint other =
        workloads.isEmpty()
            ? right.from()
            : workloads.get(Math.floorMod(number / 7, workloads.size()));
    Connection wrong =
        switch (mistake) {
          case PORT ->
              new Connection(right.from(), right.to(), right.protocol(), right.port() + 1000);
          case INITIATOR -> new Connection(other, right.to(), right.protocol(), right.port());
          default -> new Connection(right.from(), other, right.protocol(), right.port());
        };
    return new Flow(wrong, flow.writes(), flow.tallies(), flow.marks(), flow.tuples(), flow.via());
  }
}
