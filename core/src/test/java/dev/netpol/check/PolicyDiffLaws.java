// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.check.Change.Kind;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.model.Pod;
import dev.netpol.model.PortSet;
import dev.netpol.model.Protocol;
import dev.netpol.model.Workload;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NaiveEvaluator;
import dev.netpol.policy.NaiveEvaluator.End;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.World;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class PolicyDiffLaws {

  @Property(tries = 100)
  void equal_policies_make_no_difference(
      @ForAll("worlds") World world, @ForAll @IntRange(max = 3) int replicas) {
    assertThat(
            PolicyDiff.of(
                    world.policies(),
                    world.policies(),
                    WorldSnapshot.of(world, replicas),
                    Modes.DEFAULT)
                .changes())
        .isEmpty();
  }

  @Property(tries = 100)
  void the_way_back_is_the_mirror_image(
      @ForAll("worlds") World world,
      @ForAll("policies") List<NetworkPolicy> after,
      @ForAll @IntRange(max = 3) int replicas) {
    ClusterSnapshot snapshot = WorldSnapshot.of(world, replicas);
    PolicyDiff there = PolicyDiff.of(world.policies(), after, snapshot, Modes.DEFAULT);
    PolicyDiff back = PolicyDiff.of(after, world.policies(), snapshot, Modes.DEFAULT);
    assertThat(back.changes(Kind.LOST)).hasSameSizeAs(there.changes(Kind.GAINED));
    assertThat(edges(back, Kind.LOST)).isEqualTo(edges(there, Kind.GAINED));
    assertThat(edges(back, Kind.GAINED)).isEqualTo(edges(there, Kind.LOST));
    for (int i = 0; i < there.changes(Kind.GAINED).size(); i++) {
      Witness one = there.changes(Kind.GAINED).get(i).witness();
      Witness other = back.changes(Kind.LOST).get(i).witness();
      assertThat(other)
          .isEqualTo(
              new Witness(
                  one.from(), one.to(), one.protocol(), one.port(), one.after(), one.before()));
    }
  }

  /** Where all pods of both workloads are alike a difference of maps is the difference. */
  @Property(tries = 100)
  void the_difference_is_that_of_the_maps(
      @ForAll("worlds") World world, @ForAll("policies") List<NetworkPolicy> after) {
    ClusterSnapshot snapshot = WorldSnapshot.of(world);
    ConnectivityMap old = ConnectivityMap.of(world.policies(), snapshot, Modes.DEFAULT);
    ConnectivityMap young = ConnectivityMap.of(after, snapshot, Modes.DEFAULT);
    PolicyDiff diff = PolicyDiff.of(world.policies(), after, snapshot, Modes.DEFAULT);
    for (Workload from : old.workloads()) {
      for (Workload to : old.workloads()) {
        Reach before = old.between(from, to);
        Reach now = young.between(from, to);
        if (before.some().isEmpty() && now.some().isEmpty()) {
          assertThat(changed(diff, Kind.GAINED, from, to))
              .isEqualTo(now.every().minus(before.every()));
          assertThat(changed(diff, Kind.LOST, from, to))
              .isEqualTo(before.every().minus(now.every()));
        }
      }
    }
  }

  @Property(tries = 150)
  void gained_and_lost_are_what_pod_by_pod_is_gained_and_lost(
      @ForAll("worlds") World world,
      @ForAll("policies") List<NetworkPolicy> after,
      @ForAll @IntRange(max = 3) int replicas) {
    ClusterSnapshot snapshot = WorldSnapshot.of(world, replicas);
    PolicyDiff diff = PolicyDiff.of(world.policies(), after, snapshot, Modes.DEFAULT);
    NaiveEvaluator old = new NaiveEvaluator(world.policies(), world.namespaces(), world.nodes());
    NaiveEvaluator young = new NaiveEvaluator(after, world.namespaces(), world.nodes());
    Map<Workload, List<Pod>> pods = PodPairs.pods(snapshot);
    for (Workload from : pods.keySet()) {
      for (Workload to : pods.keySet()) {
        List<End[]> pairs = PodPairs.pairs(pods.get(from), pods.get(to));
        judge(reach(diff, Kind.GAINED, from, to), pairs, old, young);
        judge(reach(diff, Kind.LOST, from, to), pairs, young, old);
      }
    }
  }

  private static void judge(
      Reach reach, List<End[]> pairs, NaiveEvaluator without, NaiveEvaluator with) {
    for (Protocol protocol : Protocol.values()) {
      for (int port : List.of(1, 53, 80, 81, 8080)) {
        long turned =
            pairs.stream()
                .filter(it -> !without.allows(it[0], it[1], protocol, port))
                .filter(it -> with.allows(it[0], it[1], protocol, port))
                .count();
        assertThat(reach.any().contains(protocol, port)).isEqualTo(turned > 0);
        assertThat(reach.every().contains(protocol, port))
            .isEqualTo(turned > 0 && turned == pairs.size());
      }
    }
  }

  @Property(tries = 100)
  void a_witness_is_one_of_its_edge_and_turns(
      @ForAll("worlds") World world,
      @ForAll("policies") List<NetworkPolicy> after,
      @ForAll @IntRange(max = 3) int replicas) {
    PolicyDiff diff =
        PolicyDiff.of(world.policies(), after, WorldSnapshot.of(world, replicas), Modes.DEFAULT);
    for (Change change : diff.changes()) {
      Witness witness = change.witness();
      assertThat(witness.before().allowed()).isEqualTo(change.kind() == Kind.LOST);
      assertThat(witness.after().allowed()).isEqualTo(change.kind() == Kind.GAINED);
      assertThat(witness.turned()).isNotEmpty();
      assertThat(change.edge().reach().any().contains(witness.protocol(), witness.port())).isTrue();
      if (change.edge().from() instanceof Vertex.Outside it) {
        assertThat(it.addresses().contains(witness.from().ip().orElseThrow())).isTrue();
      }
      if (change.edge().to() instanceof Vertex.Outside it) {
        assertThat(it.addresses().contains(witness.to().ip().orElseThrow())).isTrue();
      }
    }
  }

  @Property(tries = 50)
  void splitting_a_rule_by_ports_makes_no_difference(@ForAll("worlds") World world) {
    List<NetworkPolicy> split = world.policies().stream().map(SplitRules::of).toList();
    assertThat(
            PolicyDiff.of(world.policies(), split, WorldSnapshot.of(world), Modes.DEFAULT)
                .isEmpty())
        .isTrue();
  }

  private static PortSet changed(PolicyDiff diff, Kind kind, Workload from, Workload to) {
    return reach(diff, kind, from, to).any();
  }

  private static Reach reach(PolicyDiff diff, Kind kind, Workload from, Workload to) {
    return diff.changes(kind).stream()
        .map(Change::edge)
        .filter(
            it -> it.from().equals(new Vertex.Pods(from)) && it.to().equals(new Vertex.Pods(to)))
        .map(Edge::reach)
        .findFirst()
        .orElse(Reach.NONE);
  }

  private static List<Edge> edges(PolicyDiff diff, Kind kind) {
    return diff.changes(kind).stream().map(Change::edge).toList();
  }

  @Provide
  Arbitrary<World> worlds() {
    return World.any();
  }

  @Provide
  Arbitrary<List<NetworkPolicy>> policies() {
    return World.any().map(World::policies);
  }
}
