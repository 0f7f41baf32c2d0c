// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Pod;
import dev.netpol.model.Protocol;
import dev.netpol.model.Workload;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NaiveEvaluator;
import dev.netpol.policy.NaiveEvaluator.End;
import dev.netpol.policy.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Maps against asking pod by pod, address by address and port by port. */
class ConnectivityMapLaws {

  private static final List<Integer> PORTS = List.of(1, 53, 80, 81, 8080, 8081);

  /** Addresses of no pod and no node. */
  private static final List<IpAddress> OUTSIDE =
      Stream.of("10.0.0.200", "192.168.0.77", "203.0.113.9", "fd00::ff", "2001:db8::1", "0.0.0.0")
          .map(IpAddress::parse)
          .toList();

  @Property(tries = 300)
  void the_map_says_what_all_pods_and_what_some_pods_may_open(
      @ForAll("worlds") World world, @ForAll @IntRange(max = 3) int replicas) {
    ClusterSnapshot snapshot = WorldSnapshot.of(world, replicas);
    ConnectivityMap map = ConnectivityMap.of(world.policies(), snapshot, Modes.DEFAULT);
    NaiveEvaluator naive = new NaiveEvaluator(world.policies(), world.namespaces(), world.nodes());
    Map<Workload, List<Pod>> pods = PodPairs.pods(snapshot);
    assertThat(map.workloads()).containsExactlyElementsOf(pods.keySet());
    for (Workload from : map.workloads()) {
      for (Workload to : map.workloads()) {
        List<End[]> pairs = PodPairs.pairs(pods.get(from), pods.get(to));
        judge(naive, pairs, map.between(from, to), from + " => " + to);
      }
    }
  }

  @Property(tries = 300)
  void the_map_says_what_the_outside_may_open_and_what_may_be_opened_there(
      @ForAll("worlds") World world, @ForAll @IntRange(max = 3) int replicas) {
    ClusterSnapshot snapshot = WorldSnapshot.of(world, replicas);
    ConnectivityMap map = ConnectivityMap.of(world.policies(), snapshot, Modes.DEFAULT);
    NaiveEvaluator naive = new NaiveEvaluator(world.policies(), world.namespaces(), world.nodes());
    Map<Workload, List<Pod>> pods = PodPairs.pods(snapshot);
    List<Edge> edges = map.edges().toList();
    boolean anyAddress = world.pods().stream().anyMatch(pod -> !pod.addresses().isEmpty());
    for (IpAddress ip : OUTSIDE) {
      boolean spoken =
          world.pods().stream()
              .flatMap(pod -> pod.addresses().stream())
              .anyMatch(it -> it.isV4() == ip.isV4());
      for (Workload workload : anyAddress ? map.workloads() : List.<Workload>of()) {
        List<End> ends =
            pods.get(workload).stream()
                .flatMap(pod -> PodPairs.ends(pod).stream())
                .filter(end -> end.ip() == null ? spoken : end.ip().isV4() == ip.isV4())
                .toList();
        judge(
            naive,
            ends.stream().map(end -> new End[] {End.of(ip), end}).toList(),
            reach(edges, ip, workload, true),
            ip + " => " + workload);
        judge(
            naive,
            ends.stream().map(end -> new End[] {end, End.of(ip)}).toList(),
            reach(edges, ip, workload, false),
            workload + " => " + ip);
      }
    }
  }

  @Property(tries = 100)
  void edges_are_the_pairs_that_may_open_anything_in_order(
      @ForAll("worlds") World world, @ForAll @IntRange(max = 3) int replicas) {
    ConnectivityMap map =
        ConnectivityMap.of(world.policies(), WorldSnapshot.of(world, replicas), Modes.DEFAULT);
    List<Edge> edges = map.edges().toList();
    assertThat(edges).isSorted().allMatch(edge -> !edge.reach().isEmpty());
    List<String> pairs = new ArrayList<>();
    for (Workload from : map.workloads()) {
      for (Workload to : map.workloads()) {
        if (!map.between(from, to).isEmpty()) {
          pairs.add(from + " => " + to + " : " + map.between(from, to));
        }
      }
    }
    assertThat(
            edges.stream()
                .filter(it -> it.from() instanceof Vertex.Pods && it.to() instanceof Vertex.Pods)
                .map(Edge::toString))
        .containsExactlyElementsOf(pairs);
  }

  private static Reach reach(List<Edge> edges, IpAddress ip, Workload workload, boolean inward) {
    List<Reach> found =
        edges.stream()
            .filter(
                edge -> {
                  Vertex outside = inward ? edge.from() : edge.to();
                  Vertex pods = inward ? edge.to() : edge.from();
                  return outside instanceof Vertex.Outside it
                      && it.addresses().contains(ip)
                      && pods.equals(new Vertex.Pods(workload));
                })
            .map(Edge::reach)
            .toList();
    assertThat(found).hasSizeLessThan(2);
    return found.isEmpty() ? Reach.NONE : found.get(0);
  }

  private static void judge(NaiveEvaluator naive, List<End[]> pairs, Reach reach, String what) {
    for (Protocol protocol : Protocol.values()) {
      for (int port : PORTS) {
        long allowed =
            pairs.stream().filter(it -> naive.allows(it[0], it[1], protocol, port)).count();
        assertThat(reach.any().contains(protocol, port))
            .as("%s %s/%s: %s", what, port, protocol, reach)
            .isEqualTo(allowed > 0);
        assertThat(reach.every().contains(protocol, port))
            .as("%s %s/%s: %s", what, port, protocol, reach)
            .isEqualTo(!pairs.isEmpty() && allowed == pairs.size());
      }
    }
  }

  @Provide
  Arbitrary<World> worlds() {
    return World.any();
  }
}
