// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance.lab;

import dev.netpol.acceptance.Program;
import dev.netpol.acceptance.lab.Agent.Pending;
import dev.netpol.acceptance.lab.Snapshot.Node;
import dev.netpol.acceptance.lab.Snapshot.Pod;
import dev.netpol.acceptance.lab.Snapshot.Port;
import dev.netpol.acceptance.lab.Snapshot.Translation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A cluster on this machine. A pod is a network namespace and a cgroup, joined to its node by a
 * pair of interfaces and a route; a node is a network namespace that forwards, and translates the
 * addresses of Services; what is outside the cluster are the addresses of one more, through which
 * the nodes reach each other. Policies are enforced by the nodes, for their own pods.
 *
 * <p>The namespaces have no names: they end with the processes in them.
 */
final class Lab implements AutoCloseable {
  /** Everybody's router outside. */
  private static final String UPLINK = "198.18.0.1";

  /** Nobody declares them: every pod listens there to show what a policy leaves open. */
  static final List<Port> UNDECLARED =
      List.of(new Port("", "TCP", 9999), new Port("", "UDP", 9999));

  private final Snapshot cluster;
  private final Cgroups cgroups;
  private final Set<String> outsiders;
  private final Map<String, Agent> byAddress = new TreeMap<>();
  private final Map<String, Agent> nodes = new LinkedHashMap<>();
  private final List<Agent> agents = new ArrayList<>();

  /**
   * Builds it.
   *
   * @param program {@code agent.c}, built
   * @param outsiders the addresses outside
   */
  Lab(Path program, Snapshot cluster, Collection<String> outsiders) throws IOException {
    this.cluster = cluster;
    this.outsiders = new TreeSet<>(outsiders);
    cgroups = new Cgroups();
    try {
      Agent outside = start(program, "outside", cgroups.make("outside"));
      this.outsiders.forEach(it -> byAddress.put(it, outside));
      for (Node node : cluster.nodes()) {
        Agent agent =
            start(
                program, node.name(), cgroups.make(node.name() + "/system.slice/kubelet.service"));
        nodes.put(node.name(), agent);
        byAddress.put(node.address(), agent);
        byAddress.put(node.gateway(), agent);
      }
      for (Pod pod : cluster.pods()) {
        byAddress.put(pod.address(), start(program, pod.name(), cgroups.make(pod)));
      }
      connect(outside);
      for (Pod pod : cluster.pods()) {
        for (Port port : listening(pod)) {
          at(pod.address()).serve(port.protocol(), port.number());
        }
      }
    } catch (IOException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private Agent start(Path program, String name, Path cgroup) throws IOException {
    Agent agent = new Agent(program, name, cgroup);
    agents.add(agent);
    // A connection that is dropped fails after 3 s.
    agent.sysctl("net/ipv4/tcp_syn_retries", "1");
    return agent;
  }

  private void connect(Agent outside) throws IOException {
    StringBuilder links = new StringBuilder("address add " + UPLINK + "/32 dev lo\n");
    outsiders.forEach(it -> links.append("address add " + it + "/32 dev lo\n"));
    for (Node node : cluster.nodes()) {
      String dev = "to-" + nodes.get(node.name()).pid();
      links.append(
          """
          link add DEV type veth peer name uplink netns PID
          link set DEV up
          route add NODE dev DEV
          route add PODS via NODE dev DEV
          """
              .replace("DEV", dev)
              .replace("PID", Long.toString(nodes.get(node.name()).pid()))
              .replace("NODE", node.address())
              .replace("PODS", node.podRange()));
      for (String published : publishedOn(node)) {
        links.append("route add " + published + " via " + node.address() + " dev " + dev + "\n");
      }
    }
    outside.sysctl("net/ipv4/ip_forward", "1");
    ip(outside, links.toString());
    for (Node node : cluster.nodes()) {
      connect(node);
    }
  }

  /** The addresses of Services that are to be reached from outside come in where a backend is. */
  private Set<String> publishedOn(Node node) {
    Set<String> published = new TreeSet<>();
    cluster.services().stream()
        .filter(Translation::published)
        .filter(it -> it.backends().get(0).node().equals(node.name()))
        .forEach(it -> published.add(it.address()));
    return published;
  }

  private void connect(Node node) throws IOException {
    Agent agent = nodes.get(node.name());
    agent.sysctl("net/ipv4/ip_forward", "1");
    StringBuilder links =
        new StringBuilder(
            """
            address add NODE/32 dev lo
            address add GATEWAY/32 dev lo
            link set uplink up
            route add UPLINK dev uplink src NODE
            route add default via UPLINK src NODE
            """
                .replace("NODE", node.address())
                .replace("GATEWAY", node.gateway())
                .replace("UPLINK", UPLINK));
    List<Pod> pods = cluster.pods().stream().filter(it -> it.node().equals(node.name())).toList();
    for (Pod pod : pods) {
      long pid = at(pod.address()).pid();
      links.append(
          """
          link add to-PID type veth peer name eth0 netns PID
          link set to-PID up
          route add POD dev to-PID
          """
              .replace("PID", Long.toString(pid))
              .replace("POD", pod.address()));
    }
    ip(agent, links.toString());
    for (Pod pod : pods) {
      ip(
          at(pod.address()),
          """
          address add POD/32 dev eth0
          link set eth0 up
          route add GATEWAY dev eth0
          route add default via GATEWAY
          """
              .replace("POD", pod.address())
              .replace("GATEWAY", node.gateway()));
    }
    in(agent, "nft", "-f", "-").reading(ServiceRules.of(cluster)).run().orFail();
  }

  private static void ip(Agent agent, String batch) {
    in(agent, "ip", "-batch", "-").reading(batch).run().orFail();
  }

  private static Program in(Agent agent, String... command) {
    return Program.of("nsenter", "--net=" + agent.namespace()).and(command);
  }

  /** Where that pod listens: what it declares, and more. */
  static List<Port> listening(Pod pod) {
    List<Port> ports = new ArrayList<>(pod.ports());
    ports.addAll(UNDECLARED);
    return ports;
  }

  /** A host outside that listens there. */
  void serve(String address, int port) throws IOException {
    at(address).serve("TCP", port);
  }

  /** An address that this node cannot reach, and says so, or does not. */
  void unreachable(String node, String address, boolean silent) {
    ip(nodes.get(node), "route add " + (silent ? "blackhole " : "unreachable ") + address + "\n");
  }

  Snapshot cluster() {
    return cluster;
  }

  Cgroups cgroups() {
    return cgroups;
  }

  /** Whose address it is. */
  Agent at(String address) {
    Agent agent = byAddress.get(address);
    if (agent == null) {
      throw new IllegalArgumentException("nobody in the lab has " + address);
    }
    return agent;
  }

  /** Makes all these connections at once. */
  Map<Call, Call.Answer> run(Collection<Call> calls) throws IOException {
    Map<Agent, List<Call>> byCaller = new LinkedHashMap<>();
    for (Call call : calls) {
      byCaller.computeIfAbsent(caller(call), it -> new ArrayList<>()).add(call);
    }
    List<Pending> begun = new ArrayList<>();
    for (Map.Entry<Agent, List<Call>> each : byCaller.entrySet()) {
      begun.addAll(each.getKey().begin(each.getValue()));
    }
    Map<Call, Call.Answer> answers = new LinkedHashMap<>();
    begun.forEach(it -> answers.put(it.call(), it.answer()));
    return answers;
  }

  private Agent caller(Call call) {
    return at(call.from());
  }

  /** From now on these policies hold, and no others. */
  void enforce(Policies policies) {
    for (Node node : cluster.nodes()) {
      String rules = PolicyRules.of(cluster, policies, node);
      in(nodes.get(node.name()), "nft", "-f", "-").reading(rules).run().orFail();
    }
  }

  @Override
  public void close() throws IOException {
    agents.forEach(Agent::close);
    cgroups.close();
  }
}
