// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import static dev.netpol.cluster.Snapshots.workload;
import static dev.netpol.flow.EndpointResolverTest.only;
import static dev.netpol.flow.EndpointResolverTest.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.Snapshots;
import dev.netpol.model.External;
import dev.netpol.model.Node;
import dev.netpol.model.Unresolved;
import dev.netpol.trace.Outcome;
import dev.netpol.trace.TraceReader;
import dev.netpol.trace.TraceSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What Hubble shows packet by packet, as flows. */
class HubbleFlowsTest {

  private static String packet(String flags, String rest) {
    return ("{'flow':{'verdict':'FORWARDED','IP':{'source':'10.0.0.1','destination':'10.0.0.2'},"
            + "'l4':{'TCP':{'source_port':40000,'destination_port':5432,'flags':{"
            + flags
            + "}}},'source':{'namespace':'demo','pod_name':'web-0','labels':['k8s:app=web']},"
            + "'destination':{'namespace':'demo','pod_name':'db-0','labels':['k8s:app=db']},"
            + "'node_name':'n1','traffic_direction':'EGRESS','is_reply':false"
            + rest
            + "}}\n")
        .replace('\'', '"');
  }

  private static FlowTable table(String log) {
    byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
    TraceSource source = TraceSource.of(new ByteArrayInputStream(bytes), "hubble.log");
    return FlowTable.read(TraceReader.of(source), AddressCuts.NONE);
  }

  private static Flow flow(String log, ClusterSnapshot given) {
    FlowTable table = table(log);
    return only(new EndpointResolver(EndpointResolver.enrich(given, table)).resolve(table));
  }

  private static Flow flow(String log) {
    return flow(log, ClusterSnapshot.empty());
  }

  private static final String SYN = packet("'SYN':true", "");
  private static final String ACK = packet("'ACK':true", "");

  @Test
  void later_packets_are_no_further_connections() {
    assertThat(flow(SYN + ACK + ACK + SYN + ACK).connections()).isEqualTo(2);
    assertThat(flow(SYN + ACK).connection())
        .isEqualTo(tcp(workload("demo", "Pod", "web-0"), workload("demo", "Pod", "db-0"), 5432));
  }

  /** As behind a proxy, or of a pod that is gone: the agent has no name for it. */
  @Test
  void who_has_labels_and_no_name_is_a_workload_of_the_cluster_and_never_outside() {
    String unnamed =
        SYN.replace(
            "\"namespace\":\"demo\",\"pod_name\":\"db-0\",\"labels\":[\"k8s:app=db\"]",
            "\"identity\":16370,\"labels\":[\"k8s:app=db\",\"k8s:io.kubernetes.pod.namespace=demo\"]");
    ClusterSnapshot snapshot =
        Snapshots.of(
            """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db, namespace: demo}
            spec:
              selector: {matchLabels: {app: db}}
              template: {metadata: {labels: {app: db, tier: data}}, spec: {containers: [{name: c}]}}
            """);

    Flow found = flow(unnamed, snapshot);
    assertThat(found.connection().to()).isEqualTo(workload("demo", "StatefulSet", "db"));
    assertThat(found.has(Mark.INFERRED)).isTrue();
    assertThat(flow(unnamed).connection().to())
        .isEqualTo(new Unresolved("10.0.0.2", "the log knows it by labels alone: demo/app=db"));
    assertThat(flow(unnamed.replace("16370", "4")).connection().to())
        .isEqualTo(new Unresolved("10.0.0.2", "the log knows it by labels alone: reserved:health"));
    assertThat(flow(unnamed.replace("16370", "2")).connection().to()).isInstanceOf(External.class);
  }

  @Test
  void a_connection_of_which_only_later_packets_were_seen_is_one() {
    Flow flow = flow(ACK + ACK);

    assertThat(flow.connections()).isEqualTo(1);
    assertThat(flow.attemptedOnly()).isTrue();
    assertThat(flow.failedOnly()).isFalse();
  }

  @Test
  void tables_of_packets_merge_to_the_table_of_both() {
    assertThat(table(ACK).merge(table(SYN)).tuples().values())
        .extracting(Tally::counts)
        .isEqualTo(table(SYN + ACK).tuples().values().stream().map(Tally::counts).toList());
  }

  @Test
  void a_request_that_a_proxy_answered_shows_that_the_connection_was_established() {
    String request = packet("", ",'l7':{'type':'REQUEST'}").replace(",\"flags\":{}", "");

    assertThat(flow(SYN + request).established()).isTrue();
    assertThat(flow(SYN + request).connections()).isEqualTo(1);
  }

  @Test
  void what_a_policy_dropped_only_failed() {
    Flow flow = flow(SYN.replace("FORWARDED", "DROPPED"));

    assertThat(flow.failedOnly()).isTrue();
    assertThat(flow.tallies().values())
        .extracting(tally -> tally.count(Outcome.DENIED))
        .containsExactly(1L);
  }

  @Test
  void another_node_is_named_by_the_snapshot_if_at_all() {
    String toNode =
        SYN.replace(
            "\"destination\":{\"namespace\":\"demo\",\"pod_name\":\"db-0\",\"labels\":[\"k8s:app=db\"]}",
            "\"destination\":{\"identity\":6}");
    ClusterSnapshot nodes =
        Snapshots.of(
            """
            {kind: Node, apiVersion: v1, metadata: {name: n2}, status: {addresses: [{type: InternalIP, address: 10.0.0.2}]}}
            """);

    assertThat(flow(toNode, nodes).connection().to())
        .isInstanceOfSatisfying(Node.class, node -> assertThat(node.name()).isEqualTo("n2"));
    assertThat(flow(toNode).connection().to())
        .isInstanceOfSatisfying(Node.class, node -> assertThat(node.name()).isEmpty());
  }

  @Test
  void an_address_outside_has_the_names_that_were_looked_up() {
    String outside =
        SYN.replace("10.0.0.2", "198.51.100.23")
            .replace(
                "\"destination\":{\"namespace\":\"demo\",\"pod_name\":\"db-0\",\"labels\":[\"k8s:app=db\"]}",
                "\"destination\":{\"identity\":2},\"destination_names\":[\"api.example.com\"]");

    assertThat(flow(outside + outside.replace("api.", "www.")).names())
        .containsExactly("api.example.com", "www.example.com");
    assertThat(flow(SYN).names()).isEmpty();
  }
}
