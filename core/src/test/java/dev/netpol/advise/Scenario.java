// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.Advisor;
import dev.netpol.Observed;
import dev.netpol.advise.TestCluster.TestPod;
import dev.netpol.advise.TestTrace.End;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.SnapshotOptions;
import dev.netpol.cluster.SnapshotReader;
import dev.netpol.model.ContainerPort;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Pod;
import dev.netpol.model.Protocol;
import dev.netpol.policy.NaiveEvaluator;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.trace.TraceReader;
import dev.netpol.trace.TraceSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.RandomDistribution;

/** A cluster, a trace of it, and options: what a law is about. Prints as its two inputs. */
public final class Scenario {

  final TestCluster cluster;
  final TestTrace trace;
  final AdviceOptions options;

  private Scenario(Choices choices) {
    options = options(choices);
    cluster = new TestCluster(choices);
    trace = new TestTrace(cluster, choices);
  }

  public static Arbitrary<Scenario> any() {
    // Evenly, without the small and the edge cases that jqwik likes best: a scenario of nothing
    // but first choices is empty.
    return Arbitraries.integers()
        .between(0, 59)
        .withDistribution(RandomDistribution.uniform())
        .list()
        .ofSize(240)
        .map(numbers -> new Scenario(new Choices(numbers)))
        .withoutEdgeCases();
  }

  public AdviceOptions options() {
    return options;
  }

  ClusterSnapshot snapshot() {
    return SnapshotReader.of(SnapshotOptions.DEFAULT)
        .add(stream(cluster.snapshot()), "cluster.json")
        .snapshot();
  }

  public Observed observed() {
    return observed(List.of(trace.lines()));
  }

  /** The same trace in several files. */
  Observed observed(List<List<String>> files) {
    List<TraceSource> sources = new ArrayList<>();
    for (List<String> lines : files) {
      if (!lines.isEmpty()) {
        sources.add(
            TraceSource.of(
                stream(String.join("\n", lines) + "\n"), "trace-" + sources.size() + ".log"));
      }
    }
    try (TraceReader reader = TraceReader.of(sources)) {
      return Advisor.of(snapshot()).observe(reader);
    }
  }

  /** Whether the policies cut something that worked and that the advice does not list. */
  public boolean isBrokenBy(Advice advice) {
    NaiveEvaluator naive = naive(advice.policies());
    return trace.truths.stream()
        .filter(truth -> !truth.isListedIn(advice))
        .flatMap(truth -> truth.packets().stream())
        .anyMatch(packet -> !isAllowed(packet, naive));
  }

  static boolean isAllowed(TestTrace.Packet packet, NaiveEvaluator naive) {
    return naive.allows(end(packet.from()), end(packet.to()), packet.protocol(), packet.port());
  }

  NaiveEvaluator naive(List<NetworkPolicy> policies) {
    return new NaiveEvaluator(policies, Map.of(), cluster.nodeAddresses());
  }

  static NaiveEvaluator.End end(End end) {
    IpAddress ip = IpAddress.parse(end.ip());
    return end.pod()
        .map(pod -> NaiveEvaluator.End.of(pod(pod), ip))
        .orElseGet(() -> NaiveEvaluator.End.of(ip));
  }

  static Pod pod(TestPod pod) {
    List<IpAddress> addresses = new ArrayList<>(List.of(IpAddress.parse(pod.podIp())));
    pod.podIp6().map(IpAddress::parse).ifPresent(addresses::add);
    List<ContainerPort> ports =
        pod.ports().entrySet().stream()
            .map(port -> new ContainerPort(port.getKey(), Protocol.TCP, port.getValue()))
            .toList();
    return new Pod(
        pod.namespace(),
        pod.name(),
        Labels.of(pod.labels()),
        addresses,
        pod.hostNetwork(),
        pod.node().name(),
        ports);
  }

  private static AdviceOptions options(Choices choices) {
    AdviceOptions.Builder options = AdviceOptions.builder();
    if (choices.oneIn(3)) {
      options
          .policyTypes(choices.of(List.of(AdviceOptions.PolicyTypes.values())))
          .uncovered(choices.of(List.of(AdviceOptions.Uncovered.values())))
          .dns(choices.of(List.of(AdviceOptions.Dns.values())))
          .external(choices.of(List.of(AdviceOptions.ExternalMode.values())))
          .nodePeers(choices.of(List.of(AdviceOptions.NodePeers.values())))
          .includeFailed(choices.oneIn(2))
          .portRanges(choices.oneIn(2))
          .defaultDeny(choices.oneIn(2));
    }
    return options.build();
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return options + "\n" + cluster.snapshot() + "\n" + String.join("\n", trace.lines());
  }
}
