// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.check.Explanation.Answer;
import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.flow.Tally;
import dev.netpol.flow.Tuple;
import dev.netpol.model.Direction;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Pod;
import dev.netpol.model.Workload;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NaiveEvaluator;
import dev.netpol.policy.NaiveEvaluator.End;
import dev.netpol.policy.Party;
import dev.netpol.policy.Verdict;
import dev.netpol.policy.World;
import dev.netpol.trace.Identity;
import dev.netpol.trace.Side;
import dev.netpol.trace.TraceFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * However one asks about a connection, the answer is the same, and it is the one that reading the
 * policies aloud gives. {@code explain} and {@code test} ask a {@link Simulation}, {@code check} a
 * {@link Replay}, {@code connectivity} and closed worlds a {@link ConnectivityMap}.
 */
class AgreementLaws {

  private static final List<PortName> PORTS =
      Stream.of("53/UDP", "80", "81", "8080").map(PortName::parse).toList();

  private static final List<IpAddress> OUTSIDE =
      Stream.of("203.0.113.9", "10.0.0.200", "fd00::ff").map(IpAddress::parse).toList();

  @Property(tries = 150)
  void about_workloads(@ForAll("worlds") World world, @ForAll @IntRange(max = 3) int replicas) {
    ClusterSnapshot snapshot = WorldSnapshot.of(world, replicas);
    Simulation simulation = Simulation.of(world.policies(), snapshot, Modes.DEFAULT);
    ConnectivityMap map = ConnectivityMap.of(world.policies(), snapshot, Modes.DEFAULT);
    for (Workload from : map.workloads()) {
      for (Workload to : map.workloads()) {
        if (from.equals(to) && pods(snapshot, from).count() == 1) {
          // A pod and itself is no edge of a map.
          continue;
        }
        Reach reach = map.between(from, to);
        for (PortName port : PORTS) {
          Explanation explanation = simulation.ask(new Question(name(from), name(to), port));
          assertThat(explanation.answer())
              .as("%s, map %s", explanation, reach)
              .isEqualTo(answer(explanation, reach, port));
          agree(explanation, world, snapshot);
        }
      }
    }
  }

  @Property(tries = 150)
  void about_addresses(@ForAll("worlds") World world) {
    ClusterSnapshot snapshot = WorldSnapshot.of(world);
    Simulation simulation = Simulation.of(world.policies(), snapshot, Modes.DEFAULT);
    List<IpAddress> nodes = world.nodes().values().stream().flatMap(its -> its.stream()).toList();
    for (Pod pod : world.pods()) {
      for (IpAddress ip : Stream.concat(OUTSIDE.stream(), nodes.stream()).toList()) {
        EndpointName outside = new EndpointName.Address(ip);
        EndpointName inside = name(new Workload(pod.namespace(), "Pod", pod.name()));
        for (PortName port : PORTS) {
          agree(simulation.ask(new Question(outside, inside, port)), world, snapshot);
          agree(simulation.ask(new Question(inside, outside, port)), world, snapshot);
        }
      }
    }
  }

  private static EndpointName name(Workload workload) {
    return new EndpointName.Pods(
        workload.namespace(), Optional.of(workload.kind()), workload.name(), Optional.empty());
  }

  private static Stream<ClusterPod> pods(ClusterSnapshot snapshot, Workload workload) {
    return snapshot.pods().stream().filter(it -> it.workload().equals(workload));
  }

  /** What an edge of a map says of a port. */
  private static Answer answer(Explanation explanation, Reach reach, PortName port) {
    if (explanation.legs().isEmpty()) {
      return Answer.NOTHING;
    }
    return reach.every().contains(port.protocol(), port.number())
        ? Answer.ALLOWED
        : reach.any().contains(port.protocol(), port.number()) ? Answer.MIXED : Answer.DENIED;
  }

  private static void agree(Explanation explanation, World world, ClusterSnapshot snapshot) {
    NaiveEvaluator naive = new NaiveEvaluator(world.policies(), world.namespaces(), world.nodes());
    Replay replay = Replay.of(world.policies(), snapshot, Modes.DEFAULT);
    for (Leg leg : explanation.legs()) {
      boolean allowed = naive.allows(end(leg.from()), end(leg.to()), leg.protocol(), leg.port());
      assertThat(leg.verdict().allowed()).as("%s", leg).isEqualTo(allowed);
      assertThat(denying(leg).count()).as("%s", leg).matches(it -> allowed == (it == 0));
      Optional<IpAddress> from = leg.from().ip();
      Optional<IpAddress> to = leg.to().ip();
      // Two hostNetwork pods can have one address, and a packet does not say whose it is.
      if (from.isPresent() && to.isPresent() && !from.equals(to)) {
        Judged judged = replay.judge(tuple(from.get(), to.get(), leg), Tally.EMPTY);
        assertThat(judged.answer() == Judged.Answer.ALLOWED)
            .as("%s %s", leg, judged)
            .isEqualTo(allowed);
      }
    }
    Predicate<Leg> allows = leg -> leg.verdict().allowed();
    List<Leg> legs = explanation.legs();
    assertThat(explanation.answer())
        .isEqualTo(
            legs.isEmpty()
                ? Answer.NOTHING
                : legs.stream().allMatch(allows)
                    ? Answer.ALLOWED
                    : legs.stream().anyMatch(allows) ? Answer.MIXED : Answer.DENIED);
  }

  private static Stream<Direction> denying(Leg leg) {
    return Stream.of(Direction.values())
        .filter(it -> leg.verdict().half(it).ground() == Verdict.Ground.NO_RULE);
  }

  private static End end(Party party) {
    return party instanceof Party.PodParty it
        ? End.of(it.pod(), it.ip().orElse(null))
        : End.of(party.ip().orElseThrow());
  }

  private static Tuple tuple(IpAddress from, IpAddress to, Leg leg) {
    return new Tuple(
        TraceFormat.NETWORKTRACE,
        Side.ACCEPT,
        "",
        Identity.NONE,
        Identity.NONE,
        Optional.of(from),
        Optional.of(to),
        leg.protocol(),
        leg.port(),
        Optional.empty(),
        Long.MIN_VALUE);
  }

  @Provide
  Arbitrary<World> worlds() {
    return World.any();
  }
}
