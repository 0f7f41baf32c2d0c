// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import static dev.netpol.cluster.Snapshots.workload;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which controller a pod belongs to, with objects and without. */
class WorkloadsTest {

  private static String pod(String name, String owner, String labels) {
    return "{kind: Pod, apiVersion: v1, metadata: {name: "
        + name
        + ", namespace: shop, labels: {"
        + labels
        + "}, ownerReferences: ["
        + owner
        + "]}, status: {phase: Running}}\n---\n";
  }

  private static String owner(String kind, String name) {
    return "{kind: " + kind + ", name: " + name + ", controller: true}";
  }

  private static String only(String text) {
    ClusterSnapshot cluster = Snapshots.of(text);
    assertThat(cluster.pods()).hasSize(1);
    ClusterPod pod = cluster.pods().get(0);
    return pod.workload() + (pod.workloadInferred() ? " inferred" : "");
  }

  @Test
  void a_replica_set_leads_to_its_deployment_also_when_it_is_absent() {
    String pod = pod("web-5d4f-abcde", owner("ReplicaSet", "web-5d4f"), "pod-template-hash: 5d4f");
    String set =
        "{kind: ReplicaSet, apiVersion: apps/v1, metadata: {name: web-5d4f, namespace: shop,"
            + " ownerReferences: ["
            + owner("Deployment", "shop-web")
            + "]}}";

    assertThat(only(pod)).isEqualTo("shop/web[Deployment]");
    assertThat(only(pod + set)).isEqualTo("shop/shop-web[Deployment]");
  }

  /** A ReplicaSet made by hand; Argo Rollouts have a hash label of their own. */
  @Test
  void a_replica_set_without_deployment_is_the_workload() {
    assertThat(only(pod("rs-abcde", owner("ReplicaSet", "rs"), "app: x")))
        .isEqualTo("shop/rs[ReplicaSet]");
    assertThat(
            only(
                pod(
                    "web-5d4f-abcde",
                    owner("ReplicaSet", "web-5d4f"),
                    "rollouts-pod-template-hash: 5d4f")))
        .isEqualTo("shop/web[Rollout]");
  }

  /** Names are minutes since 1970 since Kubernetes 1.21, seconds before. */
  @Test
  void a_job_leads_to_its_cron_job_by_the_shape_of_its_name() {
    assertThat(only(pod("sync-28618366-abcde", owner("Job", "sync-28618366"), "a: b")))
        .isEqualTo("shop/sync[CronJob] inferred");
    assertThat(only(pod("sync-1717101960-abcde", owner("Job", "sync-1717101960"), "a: b")))
        .isEqualTo("shop/sync[CronJob] inferred");
    assertThat(only(pod("once-abcde", owner("Job", "once"), "a: b"))).isEqualTo("shop/once[Job]");
    assertThat(
            only(pod("v-20240101-abcde", owner("Job", "v-20240101"), "a: b") + job("v-20240101")))
        .isEqualTo("shop/v-20240101[Job]");
  }

  private static String job(String name) {
    return "{kind: Job, apiVersion: batch/v1, metadata: {name: " + name + ", namespace: shop}}";
  }

  @Test
  void openshift_deployment_configs_stand_over_replication_controllers() {
    assertThat(
            only(
                pod(
                    "web-3-abcde",
                    owner("ReplicationController", "web-3"),
                    "deploymentconfig: web")))
        .isEqualTo("shop/web[DeploymentConfig]");
  }

  /** Static pods are owned by their Node; OLM's catalogs own pods without controlling them. */
  @Test
  void pods_without_controller_are_workloads_of_their_own() {
    assertThat(only(pod("etcd-n1", owner("Node", "n1"), "a: b"))).isEqualTo("shop/etcd-n1[Pod]");
    assertThat(only(pod("cat-x", "{kind: CatalogSource, name: cat, controller: false}", "a: b")))
        .isEqualTo("shop/cat-x[Pod]");
  }

  /** Prometheus, Kafka and others own StatefulSets: the template is the StatefulSet's. */
  @Test
  void an_operators_resource_does_not_hide_the_controller() {
    String set =
        "{kind: StatefulSet, apiVersion: apps/v1, metadata: {name: prom, namespace: shop,"
            + " ownerReferences: ["
            + owner("Prometheus", "k8s")
            + "]}}";

    assertThat(only(pod("prom-0", owner("StatefulSet", "prom"), "a: b") + set))
        .isEqualTo("shop/prom[StatefulSet]");
    assertThat(only(pod("b-0", owner("StrimziPodSet", "b"), "a: b")))
        .isEqualTo("shop/b[StrimziPodSet]");
  }

  @Test
  void cron_jobs_and_controllers_without_pods_are_workloads_with_a_template() {
    ClusterSnapshot cluster =
        Snapshots.of(
            """
            {kind: CronJob, apiVersion: batch/v1, metadata: {name: sync, namespace: shop}, spec: {jobTemplate: {spec: {template: {metadata: {labels: {app: sync}}}}}}}
            ---
            {kind: Job, apiVersion: batch/v1, metadata: {name: sync-28618366, namespace: shop, ownerReferences: [{kind: CronJob, name: sync, controller: true}]}}
            ---
            {kind: DaemonSet, apiVersion: apps/v1, metadata: {name: agent, namespace: shop}, spec: {selector: {matchLabels: {app: agent}}, template: {metadata: {labels: {app: agent}}, spec: {hostNetwork: true}}}, status: {desiredNumberScheduled: 5}}
            """);

    assertThat(cluster.workloads())
        .extracting(w -> w.id() + " " + w.template() + " " + w.replicas() + " " + w.hostNetwork())
        .containsExactly(
            "shop/agent[DaemonSet] app=agent 5 true", "shop/sync[CronJob] app=sync 1 false");
  }

  @Test
  void without_a_template_the_labels_common_to_the_pods_count() {
    ClusterSnapshot cluster =
        Snapshots.of(
            pod("web-0", owner("StatefulSet", "web"), "app: web, apps.kubernetes.io/pod-index: '0'")
                + pod(
                    "web-1",
                    owner("StatefulSet", "web"),
                    "app: web, apps.kubernetes.io/pod-index: '1'"));

    assertThat(cluster.workload(workload("shop", "StatefulSet", "web")).orElseThrow().template())
        .hasToString("app=web");
  }

  @Test
  void a_pod_that_is_gone_is_told_by_its_name() {
    ClusterSnapshot cluster =
        Snapshots.of(
            """
            {kind: Deployment, apiVersion: apps/v1, metadata: {name: web, namespace: shop}}
            ---
            {kind: ReplicaSet, apiVersion: apps/v1, metadata: {name: odd-name, namespace: shop, ownerReferences: [{kind: Deployment, name: renamed, controller: true}]}}
            ---
            {kind: DaemonSet, apiVersion: apps/v1, metadata: {name: agent, namespace: shop}}
            ---
            {kind: StatefulSet, apiVersion: apps/v1, metadata: {name: db, namespace: shop}}
            ---
            {kind: CronJob, apiVersion: batch/v1, metadata: {name: sync, namespace: shop}}
            ---
            {kind: Job, apiVersion: batch/v1, metadata: {name: batch, namespace: shop}}
            ---
            {kind: DaemonSet, apiVersion: apps/v1, metadata: {name: a-name-of-sixty-characters-that-leaves-no-room-for-the-rest, namespace: shop}}
            """);

    assertThat(guess(cluster, "web-6c8d7f9b4-z5xw2")).isEqualTo("shop/web[Deployment]");
    assertThat(guess(cluster, "odd-name-z5xw2")).isEqualTo("shop/renamed[Deployment]");
    assertThat(guess(cluster, "agent-z5xw2")).isEqualTo("shop/agent[DaemonSet]");
    assertThat(guess(cluster, "db-2")).isEqualTo("shop/db[StatefulSet]");
    assertThat(guess(cluster, "sync-28618366-z5xw2")).isEqualTo("shop/sync[CronJob]");
    assertThat(guess(cluster, "batch-3-z5xw2")).isEqualTo("shop/batch[Job]");
    // Nothing known: the shape alone.
    assertThat(guess(cluster, "mail-6c8d7f9b4-z5xw2")).isEqualTo("shop/mail[Deployment]");
    assertThat(guess(cluster, "mail-28618366-z5xw2")).isEqualTo("shop/mail[CronJob]");
    assertThat(guess(cluster, "debugger")).isEqualTo("shop/debugger[Pod]");
    assertThat(guess(cluster, "a-name-of-sixty-characters-that-leaves-no-room-for-the-resz5xw2"))
        .isEqualTo("shop/a-name-of-sixty-characters-that-leaves-no-room-for-the-rest[DaemonSet]");
  }

  private static String guess(ClusterSnapshot cluster, String pod) {
    return cluster.workloadByPodName("shop", pod).toString();
  }
}
