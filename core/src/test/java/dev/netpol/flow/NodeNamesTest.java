// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.Snapshots;
import dev.netpol.model.Diagnostic;
import dev.netpol.trace.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A capture that is not told its node's name says the machine's. */
class NodeNamesTest {

  private static final String NODES =
      """
      apiVersion: v1
      kind: Node
      metadata: {name: ip-10-0-1-5.ec2.internal, labels: {kubernetes.io/hostname: blue}}
      ---
      apiVersion: v1
      kind: Node
      metadata: {name: ip-10-0-1-6.ec2.internal, labels: {kubernetes.io/hostname: green}}
      """;

  private static final String POD =
      """
      ---
      apiVersion: v1
      kind: Pod
      metadata: {name: web-0, namespace: demo, uid: u1}
      spec: {nodeName: ip-10-0-1-6.ec2.internal}
      status: {phase: Running, podIP: 10.244.1.10}
      """;

  private static final ClusterSnapshot CLUSTER = Snapshots.of(NODES + POD);

  private static List<String> log(String node, String uid) {
    return List.of(
        """
        {"type":"trace","version":1,"node":"%s","started":"2026-11-20T12:00:00Z",\
        "covers":{"connect":["TCP"],"accept":["TCP"]}}"""
            .formatted(node),
        """
        {"type":"connect","time":"2026-11-20T12:00:01Z","node":"%s","namespace":"demo",\
        "pod":"web-0","podUid":"%s","comm":"curl","proto":"TCP","saddr":"10.244.1.10","sport":1,\
        "daddr":"10.244.2.20","dport":80,"outcome":"established"}"""
            .formatted(node, uid),
        """
        {"type":"lost","node":"%s","time":"2026-11-20T12:00:02Z","layer":"ringbuf","count":3}"""
            .formatted(node));
  }

  private static FlowTable table(ClusterSnapshot cluster, String node, String uid) {
    FlowTable table = Logs.fold(log(node, uid));
    return table.withNodesOf(EndpointResolver.enrich(cluster, table)).orElse(table);
  }

  private static List<String> codes(ClusterSnapshot cluster, FlowTable table) {
    return new EndpointResolver(EndpointResolver.enrich(cluster, table))
        .resolve(table).findings().stream().map(Diagnostic::code).toList();
  }

  @Test
  void a_pod_by_its_uid_tells_which_node_it_runs_on() {
    FlowTable table = table(CLUSTER, "custom", "u1");

    assertThat(table.coverage().nodes()).containsExactly("ip-10-0-1-6.ec2.internal");
    assertThat(table.coverage().losses()).containsEntry("ringbuf", 3L);
    assertThat(table.tuples().keySet())
        .extracting(Tuple::node)
        .containsExactly("ip-10-0-1-6.ec2.internal");
    assertThat(table.sightings())
        .extracting(Sighting::node)
        .containsExactly("ip-10-0-1-6.ec2.internal");
    assertThat(codes(CLUSTER, table)).containsExactly("node-name");
  }

  /** A StatefulSet makes a pod of the same name on another node: the name alone proves nothing. */
  @Test
  void a_pod_by_its_name_alone_tells_nothing() {
    FlowTable table = table(CLUSTER, "custom", "");

    assertThat(table.coverage().nodes()).containsExactly("custom");
    assertThat(codes(CLUSTER, table)).containsExactly("unknown-node");
  }

  @Test
  void a_node_is_known_by_its_hostname_label() {
    assertThat(table(CLUSTER, "blue", "").coverage().nodes())
        .containsExactly("ip-10-0-1-5.ec2.internal");
  }

  @Test
  void a_node_is_known_without_its_domain_and_in_any_case() {
    assertThat(table(CLUSTER, "ip-10-0-1-5", "").coverage().nodes())
        .containsExactly("ip-10-0-1-5.ec2.internal");
    assertThat(table(CLUSTER, "IP-10-0-1-5.ec2.internal", "").coverage().nodes())
        .containsExactly("ip-10-0-1-5.ec2.internal");
  }

  /** Clouds name nodes by their addresses: 10.0.1.7 is not 10.0.1.5. */
  @Test
  void a_node_with_another_domain_is_another_one() {
    assertThat(table(CLUSTER, "ip-10-0-1-5.local", "").coverage().nodes())
        .containsExactly("ip-10-0-1-5.local");
    ClusterSnapshot one =
        Snapshots.of("{apiVersion: v1, kind: Node, metadata: {name: 10.0.1.5, labels: {a: b}}}");
    assertThat(table(one, "10.0.1.7", "").coverage().nodes()).containsExactly("10.0.1.7");
  }

  @Test
  void a_name_that_may_be_of_two_nodes_is_of_neither() {
    ClusterSnapshot racks =
        Snapshots.of(
            """
            apiVersion: v1
            kind: Node
            metadata: {name: node1.rack1, labels: {rack: one}}
            ---
            apiVersion: v1
            kind: Node
            metadata: {name: node1.rack2, labels: {rack: two}}
            """);
    FlowTable table = table(racks, "node1", "");

    assertThat(table.coverage().nodes()).containsExactly("node1");
    assertThat(codes(racks, table)).containsExactly("unknown-node");
  }

  @Test
  void what_a_node_is_called_twice_counts_as_one() {
    FlowTable both =
        Logs.fold(log("green", "u1")).merge(Logs.fold(log("ip-10-0-1-6.ec2.internal", "u1")));
    FlowTable table = both.withNodesOf(CLUSTER).orElseThrow();

    assertThat(table.tuples()).hasSize(1);
    assertThat(table.tuples().values()).extracting(Tally::connections).containsExactly(2L);
    assertThat(
            table
                .coverage()
                .covers("ip-10-0-1-6.ec2.internal", Side.ACCEPT, dev.netpol.model.Protocol.TCP))
        .isTrue();
  }

  @Test
  void where_all_names_are_the_clusters_nothing_is_replaced_or_said() {
    FlowTable table = Logs.fold(log("ip-10-0-1-6.ec2.internal", "u1"));

    assertThat(table.withNodesOf(CLUSTER)).isEmpty();
    assertThat(codes(CLUSTER, table)).isEmpty();
  }

  /** Without the cluster's nodes, those that the log names are all there are. */
  @Test
  void without_nodes_in_the_snapshot_nothing_is_said() {
    FlowTable table = Logs.fold(log("custom", "u2"));

    assertThat(table.withNodesOf(EndpointResolver.enrich(ClusterSnapshot.empty(), table)))
        .isEmpty();
    assertThat(codes(ClusterSnapshot.empty(), table)).isEmpty();
  }
}
