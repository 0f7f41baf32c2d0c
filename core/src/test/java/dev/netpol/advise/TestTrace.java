// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.advise.TestCluster.TestNode;
import dev.netpol.advise.TestCluster.TestPod;
import dev.netpol.advise.TestCluster.TestService;
import dev.netpol.flow.Tuple;
import dev.netpol.model.Protocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Generated connections of a cluster, and what a capture writes of them. */
final class TestTrace {

  private static final List<String> OUTSIDE =
      List.of("1.1.1.1", "1.1.1.2", "198.51.100.7", "2001:db8::5");

  final TestCluster cluster;
  final List<Truth> truths = new ArrayList<>();

  /** Those that did not work. */
  final List<Truth> failures = new ArrayList<>();

  /** What egress may admit besides: behind a node's port, and whether it worked. */
  final Map<Packet, Boolean> behindNodes = new HashMap<>();

  private final List<String> headers = new ArrayList<>();
  private final Map<String, Capture> captures = new LinkedHashMap<>();
  private final List<String> records = new ArrayList<>();
  private int second;

  /** What the capture on a node saw. */
  private record Capture(
      List<String> connect, List<String> accept, List<String> namespaces, List<String> excluded) {}

  /** An end of a packet: a pod at one of its addresses, or an address alone. */
  record End(Optional<TestPod> pod, String ip) {
    static End of(TestPod pod, boolean v6) {
      return new End(Optional.of(pod), pod.ip(v6));
    }

    static End of(String ip) {
      return new End(Optional.empty(), ip);
    }
  }

  /** A packet that has to pass; the port is the pod's. */
  record Packet(End from, End to, Protocol protocol, int port) {}

  /**
   * A connection that worked.
   *
   * @param record what the capture wrote of it, from one side
   * @param packets what that record stands for
   */
  record Truth(String side, String saddr, String daddr, int dport, List<Packet> packets) {

    boolean isListedIn(Advice advice) {
      return advice.wouldBeCut().stream()
          .flatMap(cut -> cut.flow().tuples().stream())
          .anyMatch(this::isBehind);
    }

    private boolean isBehind(Tuple tuple) {
      return tuple.side().name().equalsIgnoreCase(side)
          && tuple.saddr().filter(ip -> ip.toString().equals(saddr)).isPresent()
          && tuple.daddr().filter(ip -> ip.toString().equals(daddr)).isPresent()
          && tuple.dport() == dport;
    }
  }

  TestTrace(TestCluster cluster, Choices choices) {
    this.cluster = cluster;
    for (TestNode node : cluster.nodes) {
      capture(choices, node);
    }
    int count = choices.between(1, 12);
    for (int i = 0; i < count && !cluster.pods.isEmpty(); i++) {
      connection(choices);
    }
  }

  /** All lines, headers first. */
  List<String> lines() {
    List<String> lines = new ArrayList<>(headers);
    lines.addAll(records);
    return lines;
  }

  private void capture(Choices choices, TestNode node) {
    List<String> both = List.of("TCP", "UDP");
    Capture capture =
        new Capture(
            choices.of(List.of(both, both, both, List.of("TCP"), List.<String>of())),
            choices.of(List.of(both, both, both, List.of("TCP"), List.<String>of())),
            choices.oneIn(8) ? List.of("a") : List.of(),
            choices.oneIn(8)
                ? List.of(choices.of(List.of("1.1.1.0/24", "10.96.0.0/16", "10.244.0.0/16")))
                : List.of());
    captures.put(node.name(), capture);
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("type", "trace");
    header.put("version", 1);
    header.put("node", node.name());
    header.put("started", "2026-01-01T01:00:00Z");
    header.put("covers", Map.of("connect", capture.connect(), "accept", capture.accept()));
    header.put(
        "filters", Map.of("namespaces", capture.namespaces(), "excludeCidrs", capture.excluded()));
    headers.add(TestCluster.text(header));
  }

  private void connection(Choices choices) {
    second++;
    TestPod client = choices.of(cluster.pods);
    TestPod server = choices.of(cluster.pods);
    String port = choices.of(List.copyOf(server.ports().keySet()));
    int number = choices.oneIn(5) ? 7777 : server.ports().get(port);
    Protocol protocol = choices.oneIn(4) ? Protocol.UDP : Protocol.TCP;
    String outcome =
        protocol == Protocol.UDP
            ? "attempted"
            : choices.of(
                List.of("established", "established", "established", "refused", "timeout"));
    boolean v6 = choices.oneIn(4) && client.podIp6().isPresent() && server.podIp6().isPresent();
    switch (choices.below(9)) {
      case 0, 1 ->
          pair(protocol, outcome, End.of(client, v6), End.of(server, v6), number, Optional.empty());
      case 2, 3 -> service(choices, client, outcome);
      case 4 -> connect(client, choices.of(OUTSIDE), protocol, outcome, number);
      case 5 -> accept(choices.of(OUTSIDE), server, protocol, outcome, number);
      case 6 -> accept(choices.of(cluster.nodes).ip(), server, protocol, outcome, number);
      case 7 -> connect(client, choices.of(cluster.nodes).ip(), protocol, outcome, number);
      default -> {
        String nobody = "10.244." + choices.between(1, cluster.nodes.size()) + ".250";
        if (choices.oneIn(2)) {
          connect(client, nobody, protocol, outcome, number);
        } else {
          accept(nobody, server, protocol, outcome, number);
        }
      }
    }
  }

  /** Through a ClusterIP, or through a node's port. */
  private void service(Choices choices, TestPod client, String outcome) {
    if (cluster.services.isEmpty()) {
      return;
    }
    TestService service = choices.of(cluster.services);
    Protocol protocol = Protocol.valueOf(service.protocol());
    String seen = protocol == Protocol.UDP ? "attempted" : outcome;
    Map<TestPod, Integer> backends = service.backends(cluster.pods);
    boolean viaNode = service.nodePort() != 0 && choices.oneIn(3);
    TestNode entry = choices.of(cluster.nodes);
    End from = End.of(client, false);
    List<Packet> sent = new ArrayList<>();
    if (viaNode) {
      sent.add(new Packet(from, End.of(entry.ip()), protocol, service.nodePort()));
      backends.forEach(
          (pod, port) ->
              behindNodes.merge(
                  new Packet(from, End.of(pod, false), protocol, port),
                  !fails(seen),
                  Boolean::logicalOr));
      event(
          "connect", client, protocol, seen, client.podIp(), entry.ip(), service.nodePort(), sent);
    } else {
      backends.forEach(
          (pod, port) -> sent.add(new Packet(from, End.of(pod, false), protocol, port)));
      event(
          "connect",
          client,
          protocol,
          seen,
          client.podIp(),
          service.clusterIp(),
          service.port(),
          sent);
    }
    if (!backends.isEmpty() && !fails(seen)) {
      TestPod backend = choices.of(List.copyOf(backends.keySet()));
      End arriving = viaNode ? End.of(entry.ip()) : from;
      event(
          "accept",
          backend,
          protocol,
          seen,
          arriving.ip(),
          backend.podIp(),
          backends.get(backend),
          List.of(new Packet(arriving, End.of(backend, false), protocol, backends.get(backend))));
    }
  }

  private void pair(
      Protocol protocol,
      String outcome,
      End client,
      End server,
      int port,
      Optional<Integer> dialled) {
    List<Packet> packets = List.of(new Packet(client, server, protocol, port));
    event(
        "connect",
        client.pod().orElseThrow(),
        protocol,
        outcome,
        client.ip(),
        server.ip(),
        dialled.orElse(port),
        packets);
    if (!fails(outcome)) {
      event(
          "accept",
          server.pod().orElseThrow(),
          protocol,
          outcome,
          client.ip(),
          server.ip(),
          port,
          packets);
    }
  }

  private void connect(TestPod client, String to, Protocol protocol, String outcome, int port) {
    String from = to.contains(":") ? client.ip(true) : client.podIp();
    if (to.contains(":") == from.contains(":")) {
      event(
          "connect",
          client,
          protocol,
          outcome,
          from,
          to,
          port,
          List.of(new Packet(new End(Optional.of(client), from), End.of(to), protocol, port)));
    }
  }

  private void accept(String from, TestPod server, Protocol protocol, String outcome, int port) {
    String to = from.contains(":") ? server.ip(true) : server.podIp();
    if (from.contains(":") == to.contains(":") && !fails(outcome)) {
      event(
          "accept",
          server,
          protocol,
          outcome,
          from,
          to,
          port,
          List.of(new Packet(End.of(from), new End(Optional.of(server), to), protocol, port)));
    }
  }

  private static boolean fails(String outcome) {
    return !outcome.equals("established") && !outcome.equals("attempted");
  }

  private void event(
      String side,
      TestPod observer,
      Protocol protocol,
      String outcome,
      String saddr,
      String daddr,
      int dport,
      List<Packet> packets) {
    Capture capture = captures.get(observer.node().name());
    String remote = side.equals("connect") ? daddr : saddr;
    List<String> covered = side.equals("connect") ? capture.connect() : capture.accept();
    if (!covered.contains(protocol.name())
        || observer.hostNetwork()
        || !capture.namespaces().isEmpty() && !capture.namespaces().contains(observer.namespace())
        || capture.excluded().stream()
            .anyMatch(
                range ->
                    dev.netpol.model.Cidr.parse(range)
                        .contains(dev.netpol.model.IpAddress.parse(remote)))) {
      return;
    }
    Map<String, Object> record = new LinkedHashMap<>();
    record.put("type", side);
    record.put("time", String.format("2026-01-01T01:00:%02d.%06dZ", second, records.size()));
    record.put("node", observer.node().name());
    record.put("namespace", observer.namespace());
    record.put("pod", observer.name());
    record.put("podUid", observer.uid());
    record.put("pid", 100 + second);
    record.put("comm", "client");
    record.put("proto", protocol.name());
    record.put("saddr", saddr);
    record.put("sport", 40000 + second);
    record.put("daddr", daddr);
    record.put("dport", dport);
    record.put("outcome", outcome);
    records.add(TestCluster.text(record));
    (fails(outcome) ? failures : truths).add(new Truth(side, saddr, daddr, dport, packets));
  }
}
