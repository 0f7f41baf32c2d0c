// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.Advisor;
import dev.netpol.advise.AdviceOptions;
import dev.netpol.cluster.ClusterNode;
import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.SnapshotReader;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Protocol;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Party;
import dev.netpol.policy.PolicySet;
import dev.netpol.policy.PolicyYaml;
import dev.netpol.trace.TraceReader;
import dev.netpol.trace.TraceSource;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code samples/three-tier}: an admin's policies, and those made from what the lab did. */
class ThreeTierLabTest {

  private static final Path LAB = Path.of("../samples/three-tier");
  private static final List<Integer> PORTS = List.of(1, 22, 53, 79, 80, 81, 443, 8080, 65_535);

  private static ClusterSnapshot cluster;
  private static List<NetworkPolicy> byHand;
  private static List<NetworkPolicy> advised;

  @BeforeAll
  static void advise() throws IOException {
    cluster = SnapshotReader.read(List.of(LAB.resolve("cluster.yaml")));
    byHand = new ArrayList<>();
    for (String server : List.of("webserver-dev", "dbserver-dev")) {
      byHand.addAll(PolicyYaml.read(LAB.resolve("policies-lab/" + server + ".yaml")).policies());
    }
    AdviceOptions servers =
        AdviceOptions.builder().workloads(List.of("webserver-dev", "dbserver-dev")).build();
    try (TraceReader trace = TraceReader.of(TraceSource.of(LAB.resolve("networktrace.log")))) {
      advised = Advisor.of(cluster).observe(trace).advise(servers).policies();
    }
  }

  @Test
  void advice_means_what_the_admin_wrote() {
    assertThat(byHand).hasSize(2);
    assertThat(advised).hasSize(2);
    assertThat(allowed(advised)).isEqualTo(allowed(byHand));
  }

  @Test
  void the_lab_is_as_its_readme_says() {
    assertThat(among(allowed(byHand), 80, "webserver-dev"))
        .containsExactlyInAnyOrder(
            "dev/client1-dev", "jtac/client-jtac", "10.169.25.20", "10.169.25.22");
    assertThat(among(allowed(byHand), 80, "dbserver-dev"))
        .containsExactlyInAnyOrder("dev/webserver-dev", "10.169.25.22");
  }

  /** Those who reach a pod. */
  private static List<String> among(SortedSet<String> allowed, int port, String pod) {
    String to = " -> dev/" + pod + ":" + port + "/TCP";
    return allowed.stream()
        .filter(line -> line.endsWith(to))
        .map(line -> line.substring(0, line.length() - to.length()))
        .toList();
  }

  /** Everything these policies let through, over every two endpoints. */
  private static SortedSet<String> allowed(Collection<NetworkPolicy> policies) {
    PolicySet set = PolicySet.compile(policies, cluster.namespaces(), nodes(), Modes.DEFAULT);
    List<Party> parties = parties();
    SortedSet<String> allowed = new TreeSet<>();
    for (Party from : parties) {
      for (Party to : parties) {
        for (Protocol protocol : Protocol.values()) {
          for (int port : PORTS) {
            if (!from.equals(to) && set.verdict(from, to, protocol, port).allowed()) {
              allowed.add(name(from) + " -> " + name(to) + ":" + port + "/" + protocol);
            }
          }
        }
      }
    }
    return allowed;
  }

  private static List<Party> parties() {
    List<Party> parties = new ArrayList<>();
    for (ClusterPod pod : cluster.pods()) {
      pod.pod().addresses().forEach(address -> parties.add(Party.of(pod.pod(), address)));
    }
    cluster.nodes().forEach(node -> node.addresses().forEach(it -> parties.add(Party.of(it))));
    parties.add(Party.of(IpAddress.parse("198.51.100.7")));
    return parties;
  }

  private static Map<String, Set<IpAddress>> nodes() {
    return cluster.nodes().stream()
        .collect(Collectors.toMap(ClusterNode::name, node -> new HashSet<>(node.addresses())));
  }

  private static String name(Party party) {
    return party instanceof Party.PodParty it
        ? it.pod().toString()
        : party.ip().orElseThrow().toString();
  }
}
