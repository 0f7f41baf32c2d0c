// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Cidr;
import dev.netpol.model.ContainerPort;
import dev.netpol.model.Direction;
import dev.netpol.model.IpAddress;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.LabelSelector.Operator;
import dev.netpol.model.LabelSelector.Requirement;
import dev.netpol.model.Labels;
import dev.netpol.model.Pod;
import dev.netpol.model.PortRange;
import dev.netpol.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * A small cluster and policies for it. Names, labels, addresses and ports come from so few that
 * they meet each other often.
 */
public record World(
    Map<String, Labels> namespaces,
    Map<String, Set<IpAddress>> nodes,
    List<Pod> pods,
    List<NetworkPolicy> policies) {

  static final List<String> NAMESPACES = List.of("x", "y", "z");
  static final List<String> NODES = List.of("n1", "n2", "");
  static final List<Integer> PORTS = List.of(53, 80, 81, 8080);

  public static Arbitrary<World> any() {
    return Combinators.combine(
            namespaceLabels().list().ofSize(2), anyPods(), policy().list().ofMaxSize(4))
        .as(
            (labels, pods, policies) ->
                new World(
                    // z is never described: it has its name label all the same.
                    Map.of("x", labels.get(0), "y", labels.get(1)),
                    Map.of(
                        "n1", Set.of(IpAddress.parse("192.168.0.1")),
                        "n2", Set.of(IpAddress.parse("192.168.0.2"), IpAddress.parse("fd01::2"))),
                    pods,
                    numbered(policies)));
  }

  private static List<NetworkPolicy> numbered(List<NetworkPolicy> policies) {
    List<NetworkPolicy> all = new ArrayList<>();
    for (NetworkPolicy it : policies) {
      all.add(
          NetworkPolicy.of(
              it.namespace(),
              "p" + all.size(),
              it.podSelector(),
              it.policyTypes(),
              it.ingress(),
              it.egress()));
    }
    return all;
  }

  private static Arbitrary<Labels> namespaceLabels() {
    return labels("team", "env");
  }

  private static Arbitrary<Labels> labels(String... keys) {
    return Arbitraries.maps(Arbitraries.of(keys), Arbitraries.of("a", "b", "")).map(Labels::of);
  }

  private static Arbitrary<List<Pod>> anyPods() {
    return Combinators.combine(
            Arbitraries.of(NAMESPACES),
            labels("app", "tier", "team"),
            Arbitraries.integers().between(0, 2),
            Arbitraries.of(true, false, false, false),
            Arbitraries.of(NODES),
            containerPort().list().ofMaxSize(3))
        .as(
            (namespace, labels, families, host, node, ports) ->
                new Pod(namespace, "", labels, family(families), host, node, ports))
        .list()
        .ofMinSize(2)
        .ofMaxSize(6)
        .map(World::placed);
  }

  private static List<IpAddress> family(int count) {
    return List.of(IpAddress.parse("10.0.0.0"), IpAddress.parse("fd00::")).subList(0, count);
  }

  /** Gives each pod a name and addresses of its own; a hostNetwork pod has those of its node. */
  private static List<Pod> placed(List<Pod> pods) {
    List<Pod> all = new ArrayList<>();
    for (Pod pod : pods) {
      int number = all.size() + 1;
      List<IpAddress> own =
          pod.addresses().stream()
              .map(base -> new IpAddress(base.high(), base.low() + number))
              .toList();
      boolean onNode = pod.hostNetwork() && !pod.node().isEmpty();
      List<IpAddress> addresses =
          onNode
              ? List.of(IpAddress.parse(pod.node().equals("n1") ? "192.168.0.1" : "192.168.0.2"))
              : own;
      all.add(
          new Pod(
              pod.namespace(),
              "pod" + number,
              pod.labels(),
              addresses,
              pod.hostNetwork(),
              pod.node(),
              pod.ports()));
    }
    return all;
  }

  private static Arbitrary<ContainerPort> containerPort() {
    return Combinators.combine(
            Arbitraries.of("http", "dns", ""),
            Arbitraries.of(Protocol.class),
            Arbitraries.of(PORTS))
        .as(ContainerPort::new);
  }

  /** Any policy that the API server would take. */
  public static Arbitrary<NetworkPolicy> policy() {
    return Combinators.combine(
            Arbitraries.of(NAMESPACES),
            selector("app", "tier", "team"),
            Arbitraries.of(
                Set.of(Direction.INGRESS),
                Set.of(Direction.EGRESS),
                Set.of(Direction.INGRESS, Direction.EGRESS)),
            rule().list().ofMaxSize(3),
            rule().list().ofMaxSize(3))
        .as(
            (namespace, selector, types, ingress, egress) ->
                NetworkPolicy.of(namespace, "p", selector, types, ingress, egress));
  }

  static Arbitrary<Rule> rule() {
    return Combinators.combine(peer().list().ofMaxSize(3), port().list().ofMaxSize(3)).as(Rule::of);
  }

  /** Any peer of a rule. */
  public static Arbitrary<Peer> peer() {
    Arbitrary<Peer> pods =
        Combinators.combine(
                selector("app", "tier", "team").optional(),
                selector("team", "env", "kubernetes.io/metadata.name").optional())
            .as(
                (pod, namespace) ->
                    pod.isEmpty() && namespace.isEmpty()
                        ? Peer.Pods.of(LabelSelector.EVERYTHING)
                        : new Peer.Pods(pod, namespace));
    Arbitrary<Peer> blocks =
        Arbitraries.of(
            block("0.0.0.0/0"),
            block("0.0.0.0/0", "10.0.0.0/8"),
            block("10.0.0.0/30", "10.0.0.1/32"),
            block("10.0.0.2/32"),
            block("192.168.0.0/24", "192.168.0.1/32"),
            block("203.0.113.0/24"),
            block("::/0"),
            block("fd00::/64", "fd00::2/127"));
    return Arbitraries.oneOf(pods, pods, blocks);
  }

  private static Peer block(String cidr, String... except) {
    return new Peer.IpBlock(Cidr.parse(cidr), List.of(except).stream().map(Cidr::parse).toList());
  }

  private static Arbitrary<Port> port() {
    Arbitrary<Protocol> protocol = Arbitraries.of(Protocol.class);
    return Arbitraries.oneOf(
        protocol.map(Port.AnyPort::new),
        Combinators.combine(protocol, Arbitraries.of("http", "dns")).as(Port.Named::new),
        Combinators.combine(protocol, Arbitraries.of(PORTS)).as(Port.Numbered::of),
        protocol.map(it -> new Port.Numbered(it, new PortRange(80, 8080))));
  }

  private static Arbitrary<LabelSelector> selector(String... keys) {
    Arbitrary<String> key = Arbitraries.of(keys);
    Arbitrary<String> value = Arbitraries.of("a", "b", "", "x", "z");
    Arbitrary<Requirement> requirement =
        Combinators.combine(
                key,
                Arbitraries.of(Operator.class),
                value.list().uniqueElements().ofMinSize(1).ofMaxSize(2))
            .as(
                (name, operator, values) ->
                    new Requirement(
                        name,
                        operator,
                        operator == Operator.IN || operator == Operator.NOT_IN
                            ? values
                            : List.of()));
    return Combinators.combine(
            Arbitraries.maps(key, value).ofMaxSize(2), requirement.list().ofMaxSize(2))
        .as((labels, rest) -> new LabelSelector(Labels.of(new TreeMap<>(labels)), rest));
  }
}
