// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.suite;

import dev.netpol.check.ConnectivityMap;
import dev.netpol.check.EndpointName;
import dev.netpol.check.Explanation;
import dev.netpol.check.Leg;
import dev.netpol.check.PortName;
import dev.netpol.check.Question;
import dev.netpol.check.Reach;
import dev.netpol.check.Simulation;
import dev.netpol.check.suite.TestCase.Unlisted;
import dev.netpol.model.ContainerPort;
import dev.netpol.model.PortRange;
import dev.netpol.model.PortSet;
import dev.netpol.model.Protocol;
import dev.netpol.model.Workload;
import dev.netpol.policy.Party;
import dev.netpol.policy.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/** Compares a closed world with what is allowed in it. */
final class Exactly {

  private record Pair(Workload from, Workload to) {}

  private final Simulation simulation;
  private final ClosedWorld world;
  private final Map<Pair, PortSet> listed = new HashMap<>();
  private final List<TestCase> cases = new ArrayList<>();
  private String trouble = "";

  private Exactly(ClosedWorld world, Simulation simulation) {
    this.world = world;
    this.simulation = simulation;
  }

  /** A case for each connection that is listed, and one for the rest. */
  static List<TestCase> of(ClosedWorld world, Simulation simulation) {
    return new Exactly(world, simulation).cases();
  }

  private List<TestCase> cases() {
    ConnectivityMap map =
        ConnectivityMap.of(
            simulation.policies().policies(), simulation.snapshot(), simulation.policies().modes());
    NavigableSet<Workload> among = among(map);
    for (ClosedWorld.Listed connection : world.connections()) {
      list(connection, map);
    }
    List<Unlisted> unlisted = new ArrayList<>();
    if (trouble.isEmpty()) {
      for (Workload from : among) {
        for (Workload to : among) {
          PortSet more =
              map.between(from, to)
                  .any()
                  .minus(listed.getOrDefault(new Pair(from, to), PortSet.NONE));
          if (!more.isEmpty()) {
            unlisted.add(new Unlisted(from, to, more));
          }
        }
      }
    }
    cases.add(new TestCase.OfClosedWorld(world, trouble, unlisted));
    return cases;
  }

  private NavigableSet<Workload> among(ConnectivityMap map) {
    NavigableSet<Workload> among = new TreeSet<>();
    for (String namespace : world.namespaces()) {
      List<Workload> its =
          map.workloads().stream().filter(it -> it.namespace().equals(namespace)).toList();
      among.addAll(its);
      if (its.isEmpty()) {
        trouble("there is no workload in the namespace " + namespace);
      }
    }
    for (EndpointName name : world.workloads()) {
      workload(name, map).ifPresent(among::add);
    }
    return among;
  }

  private Optional<Workload> workload(EndpointName name, ConnectivityMap map) {
    Optional<Workload> workload = simulation.workload(name).filter(map.workloads()::contains);
    if (workload.isEmpty()) {
      trouble("there is no workload " + name);
    }
    return workload;
  }

  private void trouble(String sentence) {
    trouble = trouble.isEmpty() ? sentence : trouble + "; " + sentence;
  }

  private void list(ClosedWorld.Listed connection, ConnectivityMap map) {
    Optional<Workload> from = workload(connection.from(), map);
    Optional<Workload> to = workload(connection.to(), map);
    if (from.isEmpty() || to.isEmpty()) {
      return;
    }
    PortSet ports = PortSet.ALL;
    if (connection.port().isPresent()) {
      Question question = new Question(connection.from(), connection.to(), connection.port().get());
      Explanation explanation = simulation.ask(question);
      cases.add(
          new TestCase.OfConnection(
              new Expectation(connection.at(), question, true, ""), explanation));
      ports = ports(explanation);
    } else {
      Reach reach = map.between(from.get(), to.get());
      PortSet missing =
          reach.isEmpty() && isItself(connection) ? PortSet.NONE : PortSet.ALL.minus(reach.every());
      cases.add(new TestCase.OfEveryPort(connection, missing));
    }
    listed.merge(new Pair(from.get(), to.get()), ports, PortSet::union);
  }

  /** Whether it is a single pod that reaches itself: no policy cuts that, and no map has it. */
  private boolean isItself(ClosedWorld.Listed connection) {
    PortName any = new PortName(Protocol.TCP, "", 1);
    return simulation.ask(new Question(connection.from(), connection.to(), any)).legs().stream()
        .allMatch(leg -> leg.verdict().egress().ground() == Verdict.Ground.SELF);
  }

  /** What it lists; of a name no port that is also open where another one has the name. */
  private PortSet ports(Explanation explanation) {
    Question question = explanation.question();
    List<Integer> numbers = explanation.legs().stream().map(Leg::port).distinct().toList();
    PortSet ports =
        PortSet.union(explanation.legs().stream().map(Exactly::port).distinct().toList());
    if (!question.port().named() || numbers.size() == 1) {
      return ports;
    }
    for (int number : numbers) {
      PortName port = new PortName(question.port().protocol(), "", number);
      boolean elsewhere =
          simulation.ask(new Question(question.from(), question.to(), port)).legs().stream()
              .anyMatch(leg -> leg.verdict().allowed() && !isNamed(leg, question.port().name()));
      if (elsewhere) {
        ports = ports.minus(PortSet.of(port.protocol(), PortRange.of(number)));
      }
    }
    return ports;
  }

  private static boolean isNamed(Leg leg, String name) {
    return leg.to() instanceof Party.PodParty it
        && it.pod().ports().contains(new ContainerPort(name, leg.protocol(), leg.port()));
  }

  private static PortSet port(Leg leg) {
    return PortSet.of(leg.protocol(), PortRange.of(leg.port()));
  }
}
