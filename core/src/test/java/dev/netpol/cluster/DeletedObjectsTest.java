// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import static dev.netpol.cluster.Snapshots.UNKNOWN;
import static dev.netpol.cluster.Snapshots.ip;
import static dev.netpol.cluster.Snapshots.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.netpol.model.Position;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stream of changes, or a trace, says went. */
class DeletedObjectsTest {
  private static final String NETWORK_POLICY =
      """
      {"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy",\
      "metadata":{"name":"p","namespace":"shop"},"spec":{"podSelector":{},"policyTypes":["Ingress"]}}\
      """;

  private static final String POD =
      """
      {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web","namespace":"shop"},\
      "status":{"phase":"Running","podIP":"10.1.0.5"}}""";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'apiVersion':'v1','kind':'Namespace','metadata':{'name':'gone'}}",
        "{'apiVersion':'v1','kind':'Node','metadata':{'name':'n'},"
            + "'status':{'addresses':[{'type':'InternalIP','address':'192.168.0.1'}]}}",
        "{'apiVersion':'network.openshift.io/v1','kind':'HostSubnet','metadata':{'name':'n'},"
            + "'host':'n.lan','hostIP':'192.168.0.1','subnet':'10.1.0.0/24'}",
        "{'apiVersion':'v1','kind':'Service','metadata':{'name':'s','namespace':'shop'},"
            + "'spec':{'clusterIP':'None','ports':[{'port':80}]}}",
        "{'apiVersion':'v1','kind':'Endpoints','metadata':{'name':'kept','namespace':'shop'},"
            + "'subsets':[{'addresses':[{'ip':'10.1.0.5'}],'ports':[{'port':80}]}]}",
        "{'apiVersion':'discovery.k8s.io/v1','kind':'EndpointSlice','metadata':{'name':'kept-x',"
            + "'namespace':'shop','labels':{'kubernetes.io/service-name':'kept'}},"
            + "'endpoints':[{'addresses':['10.1.0.5']}],'ports':[{'port':80}]}",
        "{'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'d','namespace':'shop'},"
            + "'spec':{'template':{'metadata':{'labels':{'app':'d'}}}}}",
        "{'apiVersion':'networking.k8s.io/v1','kind':'NetworkPolicy',"
            + "'metadata':{'name':'p','namespace':'shop'},'spec':{'podSelector':{}}}",
        "{'apiVersion':'networking.k8s.io/v1','kind':'ServiceCIDR','metadata':{'name':'c'},"
            + "'spec':{'cidrs':['10.97.0.0/16']}}",
        "{'apiVersion':'config.openshift.io/v1','kind':'Network','metadata':{'name':'cluster'},"
            + "'spec':{'clusterNetwork':[{'cidr':'10.1.0.0/16','hostPrefix':23}]}}",
      })
  void what_a_stream_says_is_deleted_is_gone(String json) {
    String object = json.replace('\'', '"');
    String kept =
        event(
            "ADDED",
            """
            {"apiVersion":"v1","kind":"Service","metadata":{"name":"kept","namespace":"shop"},\
            "spec":{"clusterIP":"10.96.0.1","ports":[{"port":80}]}}\
            """);
    String added = kept + event("ADDED", object);
    String deleted = added + event("DELETED", object);

    assertThat(view(added)).isNotEqualTo(view(kept));
    assertThat(view(deleted)).isEqualTo(view(kept));
    assertThat(view(deleted + event("ADDED", object))).isEqualTo(view(added));
  }

  /** What came before was a connection to pods: its address must not look like one outside. */
  @Test
  void the_address_of_a_service_that_is_gone_is_not_outside_the_cluster() {
    String gone = event("ADDED", service("10.96.0.1")) + event("DELETED", service("10.96.0.1"));
    ClusterSnapshot cluster = Snapshots.of(gone);

    assertThat(cluster.services()).isEmpty();
    assertThat(cluster.endpointAt(ip("10.96.0.1"), UNKNOWN))
        .isInstanceOfSatisfying(
            Holder.Nobody.class,
            nobody -> assertThat(nobody.toString()).contains("Service default/s, which is gone"));
    assertThat(cluster.with(List.of(embedded("10:00:00", POD, false)), List.of()).ranges())
        .extracting(Ranges::services)
        .isEqualTo(cluster.ranges().services());
    assertThat(Snapshots.of(gone + event("ADDED", service("10.96.0.1"))))
        .satisfies(
            again ->
                assertThat(again.endpointAt(ip("10.96.0.1"), UNKNOWN))
                    .isInstanceOf(Holder.OfService.class));
  }

  @Test
  void what_is_added_again_is_as_it_is_now() {
    ClusterSnapshot cluster =
        Snapshots.of(
            event("ADDED", service("10.96.0.1"))
                + event("DELETED", service("10.96.0.1"))
                + event("ADDED", service("10.96.0.2")));

    assertThat(cluster.endpointAt(ip("10.96.0.1"), UNKNOWN))
        .isNotInstanceOf(Holder.OfService.class);
    assertThat(cluster.endpointAt(ip("10.96.0.2"), UNKNOWN)).isInstanceOf(Holder.OfService.class);
  }

  @Test
  void a_pod_that_went_at_an_unknown_time_is_gone_in_the_end() {
    String gone = event("ADDED", POD) + event("DELETED", POD);
    ClusterSnapshot cluster = Snapshots.of(gone);

    assertThat(cluster.pods()).singleElement().matches(pod -> !pod.live());
    assertThat(cluster.endpointAtEnd(ip("10.1.0.5"))).isInstanceOf(Holder.Nobody.class);
    assertThat(cluster.endpointAt(ip("10.1.0.5"), UNKNOWN)).isInstanceOf(Holder.OfPod.class);

    ClusterSnapshot again = Snapshots.of(gone + event("ADDED", POD) + event("MODIFIED", POD));
    assertThat(again.pods()).filteredOn(ClusterPod::live).hasSize(1);
    assertThat(again.endpointAtEnd(ip("10.1.0.5"))).isInstanceOf(Holder.OfPod.class);
    assertThat(again.podAt("shop", "web", UNKNOWN)).get().matches(ClusterPod::live);
  }

  @Test
  void of_two_inputs_the_later_knows_whether_it_is_there() {
    String deleted = event("DELETED", service("10.96.0.1"));
    SnapshotReader reader = SnapshotReader.of(SnapshotOptions.DEFAULT);

    reader.add(Snapshots.stream(service("10.96.0.1")), "cluster.json");
    assertThat(reader.add(Snapshots.stream(deleted), "changes.json").snapshot().services())
        .isEmpty();
    reader.add(Snapshots.stream(service("10.96.0.1")), "later.json");
    assertThat(reader.snapshot().services()).hasSize(1);
  }

  @Test
  void a_service_that_went_during_a_trace_explains_what_came_before() {
    ClusterSnapshot cluster =
        ClusterSnapshot.empty()
            .with(
                List.of(
                    embedded("10:00:00", service("10.96.0.1"), false),
                    embedded("10:30:00", service("10.96.0.1"), true)),
                List.of());

    assertThat(cluster.endpointAt(ip("10.96.0.1"), time("2026-11-20T10:15:00Z")))
        .isInstanceOf(Holder.OfService.class);
  }

  @Test
  void a_policy_that_went_during_a_trace_is_not_in_force_unless_a_snapshot_has_it() {
    EmbeddedObject there = embedded("10:00:00", NETWORK_POLICY, false);
    EmbeddedObject gone = embedded("10:30:00", NETWORK_POLICY, true);

    assertThat(ClusterSnapshot.empty().with(List.of(there), List.of()).policies()).hasSize(1);
    assertThat(ClusterSnapshot.empty().with(List.of(there, gone), List.of()).policies()).isEmpty();
    assertThat(Snapshots.of(NETWORK_POLICY).with(List.of(there, gone), List.of()).policies())
        .hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void every_kind_but_pods_can_go(Kind kind) {
    Change deleted = new Change(Origin.SNAPSHOT, UNKNOWN, true, false);

    assertThat(deleted.removes(kind)).isEqualTo(kind != Kind.POD);
    if (deleted.removes(kind)) {
      assertThatCode(() -> new Facts().remove(kind, "a", "b", Origin.SNAPSHOT))
          .doesNotThrowAnyException();
    }
  }

  @Test
  void a_kind_that_is_said_twice_is_what_it_was_read_as() {
    ClusterSnapshot cluster =
        Snapshots.of(
            """
            {"apiVersion":"v1","kind":"Service","metadata":{"name":"s","namespace":"shop"},\
            "kind":"Other"}\
            """);

    assertThat(cluster.services()).hasSize(1);
  }

  private static List<Object> view(String text) {
    ClusterSnapshot snapshot = Snapshots.of(text);
    assertThat(snapshot.diagnostics()).isEmpty();
    return List.of(
        snapshot.namespaces(),
        snapshot.workloads().toString(),
        snapshot.services(),
        snapshot.services().stream().map(ClusterService::endpoints).toList(),
        snapshot.nodes(),
        snapshot.ranges(),
        snapshot.policies().stream().map(policy -> policy.id()).toList());
  }

  private static String event(String type, String object) {
    return "{\"type\":\"" + type + "\",\"object\":" + object + "}\n";
  }

  private static String service(String address) {
    return "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"s\"},"
        + "\"spec\":{\"clusterIP\":\""
        + address
        + "\",\"ports\":[{\"port\":80}]}}";
  }

  private static EmbeddedObject embedded(String clock, String json, boolean deleted) {
    long time = time("2026-11-20T" + clock + "Z");
    return new EmbeddedObject(time, json, deleted, Position.of("trace"));
  }
}
