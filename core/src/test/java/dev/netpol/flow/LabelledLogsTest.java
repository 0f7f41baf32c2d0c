// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import static dev.netpol.cluster.Snapshots.ip;
import static dev.netpol.cluster.Snapshots.workload;
import static dev.netpol.flow.EndpointResolverTest.only;
import static dev.netpol.flow.EndpointResolverTest.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.SharedData;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.Snapshots;
import dev.netpol.model.Labels;
import dev.netpol.model.Node;
import dev.netpol.model.Unresolved;
import dev.netpol.trace.TraceReader;
import dev.netpol.trace.TraceSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Inspektor Gadget's logs name pods and Services with their labels: no snapshot is needed. */
class LabelledLogsTest {

  static final String CONNECT_TO_SERVICE =
      """
      {"type":"connect","remote_kind":"svc","port":5000,"local_pod_namespace":"demo","local_pod_name":"checkout-66d68cbdd-9kkkl","local_pod_labels":{"app":"checkout","pod-template-hash":"66d68cbdd"},"remote_svc_namespace":"demo","remote_svc_name":"email","remote_svc_label_selector":{"app":"email"}}
      """;
  static final String ACCEPT_AT_BACKEND =
      """
      {"type":"accept","remote_kind":"pod","port":8080,"local_pod_namespace":"demo","local_pod_name":"email-6b8f9c7d5-zxwvt","local_pod_labels":{"app":"email","pod-template-hash":"6b8f9c7d5"},"remote_pod_namespace":"demo","remote_pod_name":"checkout-66d68cbdd-9kkkl","remote_pod_labels":{"app":"checkout","pod-template-hash":"66d68cbdd"}}
      """;

  private static FlowTable table(String log) {
    byte[] bytes = log.getBytes(StandardCharsets.UTF_8);
    TraceSource source = TraceSource.of(new ByteArrayInputStream(bytes), "networktrace.log");
    return FlowTable.read(TraceReader.of(source), AddressCuts.NONE);
  }

  private static ResolvedFlows resolve(String log, ClusterSnapshot given) {
    FlowTable table = table(log);
    return new EndpointResolver(EndpointResolver.enrich(given, table)).resolve(table);
  }

  private static ResolvedFlows resolve(String log) {
    return resolve(log, ClusterSnapshot.empty());
  }

  /** The log has the Service's port and its selector, never its target port. */
  @Test
  void a_service_port_is_marked_unknown_where_nothing_shows_the_target_port() {
    Flow flow = only(resolve(CONNECT_TO_SERVICE));

    assertThat(flow.connection())
        .isEqualTo(
            tcp(
                workload("demo", "Deployment", "checkout"),
                workload("demo", "Service", "email"),
                5000));
    assertThat(flow.marks())
        .containsExactly(Mark.INFERRED, Mark.TARGET_PORT_UNKNOWN, Mark.VIA_SERVICE);
    assertThat(resolve(CONNECT_TO_SERVICE).findings())
        .singleElement()
        .satisfies(finding -> assertThat(finding.code()).isEqualTo("target-port-unknown"));
  }

  /** A rule with their labels would admit nobody, and the connection be cut without a word. */
  @Test
  void host_network_pods_behind_such_a_service_are_their_nodes() {
    ClusterSnapshot cluster =
        Snapshots.of(
            """
            {kind: Pod, apiVersion: v1, metadata: {name: email-abcde, namespace: demo, labels: {app: email}, ownerReferences: [{kind: DaemonSet, name: email, controller: true}]}, spec: {nodeName: n1, hostNetwork: true}, status: {phase: Running, hostIP: 192.0.2.1, podIP: 192.0.2.1}}
            """);

    assertThat(only(resolve(CONNECT_TO_SERVICE, cluster)).connection())
        .isEqualTo(
            tcp(workload("demo", "Deployment", "checkout"), new Node("n1", ip("192.0.2.1")), 5000));
  }

  @Test
  void an_accept_of_the_backend_shows_the_target_port() {
    ResolvedFlows resolved = resolve(CONNECT_TO_SERVICE + ACCEPT_AT_BACKEND);

    assertThat(only(resolved).connection())
        .isEqualTo(
            tcp(
                workload("demo", "Deployment", "checkout"),
                workload("demo", "Deployment", "email"),
                8080));
    assertThat(only(resolved).marks()).containsExactly(Mark.VIA_SERVICE);
    assertThat(only(resolved).tallies()).hasSize(2);
    assertThat(resolved.findings()).isEmpty();
  }

  @Test
  void a_snapshot_knows_the_target_port_and_its_labels_win() {
    ClusterSnapshot given =
        Snapshots.of(
            """
            {kind: Service, apiVersion: v1, metadata: {name: email, namespace: demo}, spec: {clusterIP: 10.96.0.9, selector: {app: email}, ports: [{port: 5000, targetPort: 8080}]}}
            ---
            {kind: Pod, apiVersion: v1, metadata: {name: email-6b8f9c7d5-zxwvt, namespace: demo, labels: {app: email, tier: back}}, status: {phase: Running, podIP: 10.244.0.5}}
            """);
    FlowTable table = table(CONNECT_TO_SERVICE + ACCEPT_AT_BACKEND);
    ClusterSnapshot enriched = EndpointResolver.enrich(given, table);
    ResolvedFlows resolved = new EndpointResolver(enriched).resolve(table);

    assertThat(only(resolved).connection().port()).isEqualTo(8080);
    assertThat(
            enriched
                .podAt("demo", "email-6b8f9c7d5-zxwvt", Long.MIN_VALUE)
                .orElseThrow()
                .pod()
                .labels())
        .isEqualTo(Labels.of(java.util.Map.of("app", "email", "tier", "back")));
  }

  /** Inspektor Gadget's own golden policy opens all pods of namespace default on 443 for this. */
  @Test
  void the_api_server_is_unresolved_where_only_its_name_is_known() {
    Flow flow =
        only(
            resolve(
                """
                {"type":"normal","k8s":{"node":"minikube","namespace":"t","podname":"p"},"pktType":"OUTGOING","proto":"tcp","port":443,"dst":{"kind":"svc","addr":"10.96.0.1","namespace":"default","name":"kubernetes"}}
                """));

    assertThat(flow.connection().to())
        .isInstanceOfSatisfying(
            Unresolved.class,
            to -> {
              assertThat(to.subject()).isEqualTo("Service default/kubernetes");
              assertThat(to.reason()).contains("has no selector");
            });
  }

  @Test
  void two_pods_of_one_deployment_are_one_workload() {
    String other = CONNECT_TO_SERVICE.replace("9kkkl", "4bcdf");

    assertThat(resolve(CONNECT_TO_SERVICE + other).flows()).hasSize(1);
  }

  /** On Linux every packet that a node forwards is HOST or OUTGOING in the node's own network. */
  @Test
  void what_a_nodes_own_network_saw_is_counted_and_no_flow() {
    ResolvedFlows resolved =
        resolve(
            """
            {"k8s":{"node":"n","hostNetwork":true},"type":"normal","pktType":"HOST","proto":"udp","port":53,"dst":{"addr":"10.64.0.10","namespace":"kube-system","podname":"kube-dns-66b885dc65-5sqbg","kind":"pod","podlabels":{"k8s-app":"kube-dns"}}}
            """);

    assertThat(resolved.flows()).isEmpty();
    assertThat(resolved.notFlows()).containsOnlyKeys(Reason.HOST_NAMESPACE);
  }

  /**
   * A real capture on one GKE node: no snapshot, one pod of interest, and as its client the node's
   * bridge.
   */
  @Test
  void the_bridge_of_a_gke_node_is_questioned_and_no_rule() {
    FlowTable table =
        FlowTable.read(
            TraceReader.of(
                TraceSource.of(
                    SharedData.path(
                        "trace-samples/inspektor-gadget-gke/networktrace.first-half.log"))),
            AddressCuts.NONE);
    ResolvedFlows resolved =
        new EndpointResolver(EndpointResolver.enrich(ClusterSnapshot.empty(), table))
            .resolve(table);

    assertThat(resolved.flows()).isEmpty();
    assertThat(resolved.notFlows().values().stream().mapToLong(n -> n.tally().connections()).sum())
        .isEqualTo(table.accounting().connections())
        .isEqualTo(2096);
    assertThat(resolved.notFlows().get(Reason.OWN_NODE).tally().connections()).isEqualTo(67);
    assertThat(resolved.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo("bridge-client");
              assertThat(finding.message())
                  .contains(
                      "client 10.64.0.1 looks like the bridge or tunnel of a node",
                      "kube-guardian/kube-guardian-broker[Deployment]:9090/TCP");
            });
  }
}
