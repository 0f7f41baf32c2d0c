// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import static dev.netpol.cluster.Snapshots.workload;
import static dev.netpol.flow.EndpointResolverTest.DB;
import static dev.netpol.flow.EndpointResolverTest.MAIL;
import static dev.netpol.flow.EndpointResolverTest.SNAPSHOT;
import static dev.netpol.flow.EndpointResolverTest.WEB;
import static dev.netpol.flow.EndpointResolverTest.WEB_POD;
import static dev.netpol.flow.EndpointResolverTest.only;
import static dev.netpol.flow.EndpointResolverTest.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.Snapshots;
import dev.netpol.model.Unresolved;
import org.junit.jupiter.api.Test;

/** Pods come and go during a trace, and their addresses are given to others. */
class GoneAndMovedPodsTest {

  /** A rolling update between the trace and the snapshot replaces every pod. */
  @Test
  void a_pod_that_is_gone_joins_its_workload_through_its_replica_set() {
    Flow flow =
        only(
            new SmallTrace()
                .connect("shop/web-7d4b9c6f5d-q8r7t", "10.244.1.77", "10.244.2.30", 5432)
                .in(SNAPSHOT));

    assertThat(flow.connection()).isEqualTo(tcp(WEB, DB, 5432));
    assertThat(flow.marks()).containsExactly(Mark.INFERRED);
  }

  @Test
  void a_pod_of_an_older_replica_set_joins_the_deployment_of_that_name() {
    Flow flow =
        only(
            new SmallTrace()
                .connect("shop/web-5f6b8c9d7f-q8r7t", "10.244.1.77", "10.244.2.30", 5432)
                .in(SNAPSHOT));

    assertThat(flow.connection().from()).isEqualTo(WEB);
  }

  /** The log of a node names its own pods only: the other end sees a bare address. */
  @Test
  void an_event_that_names_its_pod_tells_the_other_events_its_address() {
    ResolvedFlows resolved =
        new SmallTrace()
            .connect("shop/web-7d4b9c6f5d-q8r7t", "10.244.1.77", "10.244.2.20", 8080)
            .node("node-2")
            .time("2026-11-20T12:00:05Z")
            .accept("shop/db-0", "10.244.1.77", "10.244.2.30", 5432)
            .in(SNAPSHOT);

    assertThat(resolved.flows())
        .extracting(Flow::connection)
        .containsExactly(tcp(WEB, DB, 5432), tcp(WEB, MAIL, 8080));
    assertThat(resolved.flows()).allMatch(flow -> flow.has(Mark.INFERRED));
  }

  @Test
  void one_certain_observation_removes_the_doubt() {
    ResolvedFlows resolved =
        new SmallTrace()
            .connect("shop/web-7d4b9c6f5d-q8r7t", "10.244.1.77", "10.244.2.30", 5432)
            .connect(WEB_POD, "10.244.1.10", "10.244.2.30", 5432)
            .in(SNAPSHOT);

    assertThat(only(resolved).marks()).isEmpty();
  }

  @Test
  void a_pod_never_answers_for_a_time_before_it_started() {
    Flow flow =
        only(
            new SmallTrace()
                .time("2026-11-20T09:59:00Z")
                .connect("shop/db-0", "10.244.2.30", "10.244.1.10", 80)
                .in(SNAPSHOT));

    assertThat(flow.connection().to())
        .isInstanceOfSatisfying(
            Unresolved.class,
            to ->
                assertThat(to.reason())
                    .isEqualTo(
                        "no known pod had 10.244.1.10 at 2026-11-20T09:59:00Z;"
                            + " shop/web-7d4b9c6f5d-x2k9p had it from 2026-11-20T10:00:00Z"));
  }

  /** The kubelet keeps uid and start time of a pod whose sandbox it makes anew after a reboot. */
  @Test
  void an_event_knows_better_than_the_snapshot_where_a_pod_was() {
    ResolvedFlows resolved =
        new SmallTrace()
            .connect(WEB_POD, "10.244.1.66", "10.244.2.30", 5432)
            .node("node-2")
            .accept("shop/db-0", "10.244.1.66", "10.244.2.30", 5432)
            .in(SNAPSHOT);

    assertThat(only(resolved).connection()).isEqualTo(tcp(WEB, DB, 5432));
  }

  /** A StatefulSet's pod keeps its name and gets a new uid. */
  @Test
  void a_pod_of_another_uid_is_another_pod_of_that_name() {
    ClusterSnapshot remade =
        Snapshots.of(
            """
            {kind: Pod, apiVersion: v1, metadata: {name: db-0, namespace: shop, uid: new, labels: {app: db}, ownerReferences: [{kind: StatefulSet, name: db, controller: true}]}, status: {phase: Running, podIP: 10.244.2.31, startTime: "2026-11-20T12:30:00Z"}}
            """);
    Flow flow =
        only(
            new SmallTrace()
                .connect("shop/db-0/old", "10.244.2.30", "198.51.100.1", 443)
                .in(remade));

    assertThat(flow.connection().from()).isEqualTo(DB);
    assertThat(flow.marks()).containsExactly(Mark.INFERRED);
  }

  /** Jobs leave Succeeded pods behind; the network plugin gives their addresses away at once. */
  @Test
  void a_finished_pod_does_not_answer_for_its_old_address() {
    ClusterSnapshot reused =
        Snapshots.of(
            """
            {kind: Pod, apiVersion: v1, metadata: {name: load-28618366-abcde, namespace: shop, labels: {job-name: load-28618366}, ownerReferences: [{kind: Job, name: load-28618366, controller: true}]}, status: {phase: Succeeded, podIP: 10.244.1.9, startTime: "2026-11-20T10:00:00Z", containerStatuses: [{state: {terminated: {finishedAt: "2026-11-20T10:05:00Z"}}}]}}
            ---
            {kind: Pod, apiVersion: v1, metadata: {name: api-0, namespace: shop, ownerReferences: [{kind: StatefulSet, name: api, controller: true}]}, status: {phase: Running, podIP: 10.244.1.9, startTime: "2026-11-20T10:06:00Z"}}
            """);
    ResolvedFlows resolved =
        new SmallTrace()
            .time("2026-11-20T10:04:00Z")
            .connect("shop/x", "10.244.9.9", "10.244.1.9", 80)
            .time("2026-11-20T10:07:00Z")
            .connect("shop/x", "10.244.9.9", "10.244.1.9", 81)
            .time("2026-11-20T10:05:30Z")
            .connect("shop/x", "10.244.9.9", "10.244.1.9", 82)
            .in(reused);

    assertThat(resolved.flows())
        .extracting(flow -> flow.connection().to())
        .satisfiesExactly(
            to -> assertThat(to).isEqualTo(workload("shop", "StatefulSet", "api")),
            to -> assertThat(to).isEqualTo(workload("shop", "CronJob", "load")),
            to -> assertThat(to).isInstanceOf(Unresolved.class));
  }

  /** Two hostNetwork pods of a log without a snapshot: both say that 10.0.0.7 is theirs. */
  @Test
  void an_address_that_two_pods_have_at_once_is_a_nodes() {
    ResolvedFlows resolved =
        new SmallTrace()
            .connect("kube-system/proxy-abcde", "10.0.0.7", "1.1.1.1", 443)
            .connect("kube-system/agent-fghjk", "10.0.0.7", "1.1.1.1", 443)
            .in(ClusterSnapshot.empty());

    assertThat(resolved.flows()).isEmpty();
    assertThat(resolved.notFlows()).containsOnlyKeys(Reason.NODE_TRAFFIC);
  }

  @Test
  void a_pod_address_never_becomes_outside_only_because_its_pod_is_gone() {
    ResolvedFlows resolved =
        new SmallTrace()
            .connect("shop/old-5f6b8c9d7f-q8r7t", "10.99.0.5", "1.1.1.1", 443)
            .time("2026-11-20T12:30:00Z")
            .accept("shop/new-6f6b8c9d7f-q8r7t", "10.99.0.5", "10.99.0.6", 80)
            .in(ClusterSnapshot.empty());

    assertThat(resolved.flows())
        .extracting(Flow::connection)
        .contains(
            tcp(workload("shop", "Deployment", "old"), workload("shop", "Deployment", "new"), 80));
  }
}
