// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import static dev.netpol.cluster.Snapshots.workload;
import static dev.netpol.flow.EndpointResolverTest.only;
import static dev.netpol.flow.EndpointResolverTest.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.Snapshots;
import dev.netpol.trace.TraceReader;
import dev.netpol.trace.TraceSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Logs that name the pods of a workload by the beginning of their names, or its controller. */
class AggregatedLogsTest {

  private static final String CALICO =
      """
      {"start_time":1659621542,"end_time":1659621842,"source_ip":null,"source_name":"-","source_name_aggr":"frontend-6f8c7b9d4-*","source_namespace":"shop","source_type":"wep","source_labels":{"labels":["app=frontend","pod-template-hash=6f8c7b9d4"]},"dest_ip":null,"dest_name":"-","dest_name_aggr":"db-*","dest_namespace":"shop","dest_port":5432,"dest_type":"wep","dest_labels":{"labels":["app=db","controller-revision-hash=db-5d4f8c7b9"]},"proto":"tcp","action":"allow","reporter":"src","num_flows":7,"num_flows_started":5}
      """;
  private static final String TETRAGON =
      """
      {"process_kprobe":{"process":{"pid":1,"binary":"/a","pod":{"namespace":"shop","name":"frontend-abc","pod_labels":{"app":"frontend"},"workload":"frontend","workload_kind":"DaemonSet"}},"function_name":"tcp_connect","args":[{"sock_arg":{"family":"AF_INET","protocol":"IPPROTO_TCP","saddr":"10.0.0.1","daddr":"1.1.1.1","sport":54321,"dport":443}}]},"node_name":"n1","time":"2026-03-15T00:06:31Z"}
      """;

  private static Flow flow(String log, ClusterSnapshot given) {
    byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
    TraceSource source = TraceSource.of(new ByteArrayInputStream(bytes), "flows.log");
    FlowTable table = FlowTable.read(TraceReader.of(source), AddressCuts.NONE);
    return only(new EndpointResolver(EndpointResolver.enrich(given, table)).resolve(table));
  }

  @Test
  void a_star_stands_for_the_pods_of_a_controller() {
    Flow flow = flow(CALICO, ClusterSnapshot.empty());

    assertThat(flow.connection())
        .isEqualTo(
            tcp(
                workload("shop", "Deployment", "frontend"),
                workload("shop", "StatefulSet", "db"),
                5432));
    assertThat(flow.connections()).isEqualTo(5);
  }

  @Test
  void a_snapshot_knows_the_controllers() {
    ClusterSnapshot given =
        Snapshots.of(
            """
            {kind: Pod, apiVersion: v1, metadata: {name: frontend-6f8c7b9d4-zxwvt, namespace: shop, labels: {app: frontend, pod-template-hash: 6f8c7b9d4}, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: frontend-6f8c7b9d4, uid: a, controller: true}]}, status: {phase: Running, podIP: 10.0.0.1}}
            ---
            {kind: Pod, apiVersion: v1, metadata: {name: db-0, namespace: shop, labels: {app: db}, ownerReferences: [{apiVersion: apps/v1, kind: StatefulSet, name: db, uid: b, controller: true}]}, status: {phase: Running, podIP: 10.0.0.2}}
            """);

    assertThat(flow(CALICO, given).connection())
        .isEqualTo(flow(CALICO, ClusterSnapshot.empty()).connection());
  }

  @Test
  void a_log_that_names_the_controller_is_believed() {
    assertThat(flow(TETRAGON, ClusterSnapshot.empty()).connection().from())
        .isEqualTo(workload("shop", "DaemonSet", "frontend"));
  }
}
