// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import static dev.netpol.cluster.Snapshots.workload;
import static dev.netpol.flow.EndpointResolverTest.only;
import static dev.netpol.flow.EndpointResolverTest.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.Snapshots;
import dev.netpol.model.Unresolved;
import org.junit.jupiter.api.Test;

/** Istio's and Linkerd's proxies take connections over at ports that nobody dials. */
class MeshTest {
  static final ClusterSnapshot MESH =
      Snapshots.of(
          """
          {kind: Pod, apiVersion: v1, metadata: {name: api-0, namespace: shop, ownerReferences: [{kind: StatefulSet, name: api, controller: true}]}, spec: {nodeName: n1, containers: [{name: api, ports: [{containerPort: 8080}]}, {name: istio-proxy, ports: [{name: http-envoy-prom, containerPort: 15090}]}]}, status: {phase: Running, podIP: 10.1.1.5}}
          ---
          {kind: Pod, apiVersion: v1, metadata: {name: mute-0, namespace: shop, ownerReferences: [{kind: StatefulSet, name: mute, controller: true}]}, spec: {nodeName: n1, containers: [{name: mute}], initContainers: [{name: linkerd-proxy, restartPolicy: Always}]}, status: {phase: Running, podIP: 10.1.1.6}}
          ---
          {kind: Pod, apiVersion: v1, metadata: {name: web-0, namespace: shop, ownerReferences: [{kind: StatefulSet, name: web, controller: true}]}, spec: {nodeName: n1}, status: {phase: Running, podIP: 10.1.1.7}}
          ---
          {kind: Service, apiVersion: v1, metadata: {name: kubernetes, namespace: default}, spec: {clusterIP: 10.96.0.1}}
          """);

  @Test
  void the_port_comes_from_the_connect_of_the_client() {
    ResolvedFlows resolved =
        new SmallTrace()
            .connect("shop/web-0", "10.1.1.7", "10.1.1.5", 9000)
            .accept("shop/api-0", "10.1.1.7", "10.1.1.5", 15006)
            .in(MESH);

    assertThat(only(resolved).connection())
        .isEqualTo(
            tcp(
                workload("shop", "StatefulSet", "web"),
                workload("shop", "StatefulSet", "api"),
                9000));
    assertThat(only(resolved).marks()).isEmpty();
  }

  @Test
  void the_port_is_the_declared_one_where_no_connect_was_seen() {
    Flow flow = only(new SmallTrace().accept("shop/api-0", "10.1.1.7", "10.1.1.5", 15006).in(MESH));

    assertThat(flow.connection().port()).isEqualTo(8080);
    assertThat(flow.marks()).containsExactly(Mark.DECLARED_PORT);
  }

  /** Prometheus scrapes Envoy's own port; Linkerd's proxy is a native sidecar since 2.15. */
  @Test
  void ports_that_proxies_really_serve_stay() {
    Flow flow = only(new SmallTrace().accept("shop/api-0", "10.1.1.7", "10.1.1.5", 15090).in(MESH));

    assertThat(flow.connection().port()).isEqualTo(15090);
    assertThat(flow.marks()).isEmpty();
  }

  @Test
  void a_port_that_nothing_tells_is_unresolved_and_never_the_redirect_port() {
    Flow flow = only(new SmallTrace().accept("shop/mute-0", "10.1.1.7", "10.1.1.6", 4143).in(MESH));

    assertThat(flow.connection().from()).isInstanceOf(Unresolved.class);
    assertThat(flow.connection().from().toString())
        .contains("accepted by a mesh proxy at its redirect port");
    assertThat(flow.writes()).containsExactly(dev.netpol.model.Direction.INGRESS);
  }
}
