// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import static dev.netpol.cluster.Snapshots.UNKNOWN;
import static dev.netpol.cluster.Snapshots.backends;
import static dev.netpol.cluster.Snapshots.ip;
import static dev.netpol.cluster.Snapshots.workload;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.External;
import dev.netpol.model.Node;
import dev.netpol.model.Unresolved;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Services of every kind and what stands behind them. */
class ServiceBackendsTest {

  private static String pod(String name, String address, String labels, String spec) {
    return "{kind: Pod, apiVersion: v1, metadata: {name: "
        + name
        + ", namespace: shop, labels: {"
        + labels
        + "}}, spec: {"
        + spec
        + "}, status: {phase: Running, podIP: "
        + address
        + "}}\n---\n";
  }

  private static String service(String spec) {
    return "{kind: Service, apiVersion: v1, metadata: {name: s, namespace: shop}, spec: {"
        + spec
        + "}}\n---\n";
  }

  private static Backend at(String pod, int port) {
    return new Backend(workload("shop", "Pod", pod), port, false);
  }

  @Test
  void an_omitted_target_port_is_the_port_itself() {
    ClusterSnapshot cluster =
        Snapshots.of(
            pod("a", "10.1.0.1", "x: y", "") + service("selector: {x: y}, ports: [{port: 80}]"));

    assertThat(backends(cluster, "shop", "s")).containsExactly(at("a", 80));
  }

  /** During a rolling update the old and new pods may listen on different ports of one name. */
  @Test
  void a_named_target_port_is_resolved_for_each_pod() {
    ClusterSnapshot cluster =
        Snapshots.of(
            pod(
                    "old",
                    "10.1.0.1",
                    "x: y",
                    "containers: [{ports: [{name: http, containerPort: 8080}]}]")
                + pod(
                    "new",
                    "10.1.0.2",
                    "x: y",
                    "containers: [{ports: [{name: http, containerPort: 9090}]}]")
                + pod(
                    "none",
                    "10.1.0.3",
                    "x: y",
                    "containers: [{ports: [{name: other, containerPort: 1}]}]")
                + service("selector: {x: y}, ports: [{port: 80, targetPort: http}]"));

    assertThat(backends(cluster, "shop", "s")).containsExactly(at("new", 9090), at("old", 8080));
  }

  /** CoreDNS has its port 53 twice, for UDP and TCP, and OpenShift's DNS under one name each. */
  @Test
  void a_named_target_port_goes_by_protocol_too() {
    ClusterSnapshot cluster =
        Snapshots.of(
            pod(
                    "dns",
                    "10.1.0.1",
                    "x: y",
                    "containers: [{ports: [{name: dns, protocol: UDP, containerPort: 5353},"
                        + " {name: dns, protocol: TCP, containerPort: 5354}]}]")
                + service("selector: {x: y}, ports: [{port: 53, targetPort: dns}]"));

    assertThat(backends(cluster, "shop", "s")).containsExactly(at("dns", 5354));
  }

  /** KEP-753: an init container that restarts always serves; another has ended by then. */
  @Test
  void native_sidecars_count_and_plain_init_containers_do_not() {
    String ports = "ports: [{name: http, containerPort: 8080}]";
    ClusterSnapshot cluster =
        Snapshots.of(
            pod(
                    "side",
                    "10.1.0.1",
                    "x: y",
                    "initContainers: [{restartPolicy: Always, " + ports + "}]")
                + pod("init", "10.1.0.2", "x: y", "initContainers: [{" + ports + "}]")
                + service("selector: {x: y}, ports: [{port: 80, targetPort: http}]"));

    assertThat(backends(cluster, "shop", "s")).containsExactly(at("side", 8080));
  }

  /** As written in a manifest, where an API server would have sorted the two. */
  @Test
  void of_a_name_that_a_sidecar_has_too_the_containers_port_is_meant() {
    ClusterSnapshot cluster =
        Snapshots.of(
            pod(
                    "both",
                    "10.1.0.1",
                    "x: y",
                    "initContainers: [{restartPolicy: Always, ports: [{name: http, containerPort:"
                        + " 1}]}], containers: [{ports: [{name: http, containerPort: 8080}]}]")
                + service("selector: {x: y}, ports: [{port: 80, targetPort: http}]"));

    assertThat(backends(cluster, "shop", "s")).containsExactly(at("both", 8080));
  }

  @Test
  void all_workloads_that_match_are_backends_and_finished_pods_are_none() {
    ClusterSnapshot cluster =
        Snapshots.of(
            pod("blue", "10.1.0.1", "x: y, color: blue", "")
                + pod("green", "10.1.0.2", "x: y, color: green", "")
                + pod("done", "10.1.0.3", "x: y", "").replace("Running", "Succeeded")
                + pod("other", "10.1.0.4", "x: z", "")
                + service(
                    "clusterIPs: [10.96.0.7, 'fd00:96::7'], selector: {x: y}, ports: [{port: 80}]"));

    assertThat(backends(cluster, "shop", "s")).containsExactly(at("blue", 80), at("green", 80));
    assertThat(cluster.endpointAt(ip("fd00:96::7"), UNKNOWN)).isInstanceOf(Holder.OfService.class);
    assertThat(cluster.endpointAt(ip("10.96.0.7"), UNKNOWN)).isInstanceOf(Holder.OfService.class);
  }

  /** Controllers of kubernetes/ingress-nginx, node exporters: their pods are their nodes. */
  @Test
  void host_network_backends_are_nodes() {
    ClusterSnapshot cluster =
        Snapshots.of(
            pod("exporter", "172.16.0.1", "x: y", "nodeName: n1, hostNetwork: true")
                + service("selector: {x: y}, ports: [{port: 9100}]"));

    assertThat(backends(cluster, "shop", "s"))
        .containsExactly(new Backend(new Node("n1", ip("172.16.0.1")), 9100, false));
  }

  /** Its template's labels would select nobody: policies see the nodes. */
  @Test
  void host_network_pods_of_a_template_cannot_be_told() {
    ClusterSnapshot cluster =
        Snapshots.of(
            "{kind: DaemonSet, apiVersion: apps/v1, metadata: {name: exporter, namespace: shop},"
                + " spec: {selector: {matchLabels: {x: y}}, template: {metadata: {labels: {x: y}},"
                + " spec: {hostNetwork: true}}}}\n---\n"
                + service("selector: {x: y}, ports: [{port: 9100}]"));

    assertThat(backends(cluster, "shop", "s"))
        .singleElement()
        .satisfies(
            backend ->
                assertThat(backend.endpoint())
                    .isInstanceOfSatisfying(
                        Unresolved.class,
                        it -> assertThat(it.subject()).isEqualTo("shop/exporter[DaemonSet]")));
  }

  @Test
  void a_selector_that_matches_no_pod_stands_for_itself() {
    ClusterSnapshot cluster =
        Snapshots.of(service("selector: {x: y}, ports: [{port: 80, targetPort: 8080}]"));

    assertThat(backends(cluster, "shop", "s"))
        .containsExactly(new Backend(workload("shop", "Service", "s"), 8080, true));
    assertThat(cluster.workload(workload("shop", "Service", "s")))
        .hasValueSatisfying(
            workload -> {
              assertThat(workload.inferred()).isTrue();
              assertThat(workload.template()).hasToString("x=y");
            });
  }

  /** Online Boutique's manifests, before anything runs. */
  @Test
  void a_template_answers_where_there_are_no_pods_at_all() {
    ClusterSnapshot cluster =
        Snapshots.of(
            """
            {kind: Deployment, apiVersion: apps/v1, metadata: {name: email, namespace: shop}, spec: {selector: {matchLabels: {x: y}}, template: {metadata: {labels: {x: y}}, spec: {containers: [{ports: [{name: grpc, containerPort: 8080}]}]}}}}
            ---
            """
                + service("selector: {x: y}, ports: [{port: 5000, targetPort: grpc}]"));

    assertThat(backends(cluster, "shop", "s"))
        .containsExactly(new Backend(workload("shop", "Deployment", "email"), 8080, false));
  }

  @Test
  void a_deployment_scaled_to_zero_is_no_backend_beside_one_with_pods() {
    ClusterSnapshot cluster =
        Snapshots.of(
            """
            {kind: Deployment, apiVersion: apps/v1, metadata: {name: idle, namespace: shop}, spec: {replicas: 0, selector: {matchLabels: {x: y}}, template: {metadata: {labels: {x: y}}}}}
            ---
            """
                + pod("a", "10.1.0.1", "x: y", "")
                + service("selector: {x: y}, ports: [{port: 80}]"));

    assertThat(backends(cluster, "shop", "s")).containsExactly(at("a", 80));
  }

  @Test
  void without_selector_the_endpoint_slices_tell_and_else_the_endpoints() {
    String slices =
        """
        {kind: EndpointSlice, apiVersion: discovery.k8s.io/v1, metadata: {name: s-1, namespace: shop, labels: {kubernetes.io/service-name: s}}, addressType: IPv4, endpoints: [{addresses: [198.51.100.7]}], ports: [{name: '', port: 5432}]}
        ---
        {kind: EndpointSlice, apiVersion: discovery.k8s.io/v1, metadata: {name: s-2, namespace: shop, labels: {kubernetes.io/service-name: s}}, addressType: FQDN, endpoints: [{addresses: [db.example.com]}], ports: [{port: 5432}]}
        ---
        """;
    String endpoints =
        "{kind: Endpoints, apiVersion: v1, metadata: {name: s, namespace: shop}, subsets:"
            + " [{addresses: [{ip: 198.51.100.8}], notReadyAddresses: [{ip: 198.51.100.9}],"
            + " ports: [{port: 5433}]}]}\n---\n";
    String service = service("ports: [{port: 5432}]");

    assertThat(backends(Snapshots.of(slices + endpoints + service), "shop", "s"))
        .containsExactly(new Backend(new External(ip("198.51.100.7")), 5432, false));
    assertThat(backends(Snapshots.of(endpoints + service), "shop", "s"))
        .containsExactly(
            new Backend(new External(ip("198.51.100.8")), 5433, false),
            new Backend(new External(ip("198.51.100.9")), 5433, false));
    assertThat(backends(Snapshots.of(service), "shop", "s")).isEmpty();
  }

  @Test
  void a_named_target_port_that_no_pod_declares_is_taken_from_the_slices() {
    ClusterSnapshot cluster =
        Snapshots.of(
            pod("a", "10.1.0.1", "x: y", "")
                + service("selector: {x: y}, ports: [{name: web, port: 80, targetPort: http}]")
                + "{kind: EndpointSlice, apiVersion: discovery.k8s.io/v1, metadata: {name: s-1,"
                + " namespace: shop, labels: {kubernetes.io/service-name: s}}, endpoints:"
                + " [{addresses: [10.1.0.1]}], ports: [{name: web, port: 8081}]}");

    assertThat(backends(cluster, "shop", "s")).containsExactly(at("a", 8081));
  }

  @Test
  void headless_and_external_name_services_have_no_address() {
    ClusterSnapshot cluster =
        Snapshots.of(
            service("clusterIP: None, selector: {x: y}, ports: [{port: 80}]")
                + "{kind: Service, apiVersion: v1, metadata: {name: e, namespace: shop}, spec:"
                + " {type: ExternalName, externalName: example.com, selector: {x: y}}}");

    assertThat(cluster.services()).allMatch(service -> service.clusterIps().isEmpty());
    assertThat(cluster.service("shop", "e").orElseThrow().selector()).isEmpty();
    assertThat(cluster.diagnostics()).isEmpty();
  }

  @Test
  void targets_are_the_addresses_a_packet_can_reach() {
    ClusterSnapshot cluster =
        Snapshots.of(
            pod("a", "10.1.0.1", "x: y", "")
                + pod("b", "10.1.0.2", "x: y", "")
                + service("selector: {x: y}, ports: [{port: 80, targetPort: 8080}]"));
    ClusterService service = cluster.service("shop", "s").orElseThrow();

    assertThat(cluster.targets(service, service.ports().get(0), UNKNOWN))
        .extracting(target -> target.address() + ":" + target.port())
        .isEqualTo(List.of("10.1.0.1:8080", "10.1.0.2:8080"));
  }
}
