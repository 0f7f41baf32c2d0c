// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.check.Change.Kind;
import dev.netpol.check.Explanation.Answer;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.policy.Modes;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Pods that a template would make are other pods than those of the same name. */
class TemplatePodsTest {

  private static final String DENY_X = "{podSelector: {matchLabels: {app: x}}}";
  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: x, namespace: shop}
      spec:
        replicas: 1
        selector: {matchLabels: {app: x}}
        template: {metadata: {labels: {app: x}}, spec: {containers: [{name: c}]}}
      ---
      """;
  private static final String CRON_JOB =
      """
      apiVersion: batch/v1
      kind: CronJob
      metadata: {name: x, namespace: shop}
      spec:
        jobTemplate:
          spec:
            template: {metadata: {labels: {app: x}}, spec: {containers: [{name: c}]}}
      ---
      """;
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: x, namespace: shop, labels: {app: x}}
      spec: {nodeName: n1, containers: [{name: c}]}
      status: {phase: Running, podIP: 10.0.1.1}
      ---
      """;

  private static final String OWNER =
      "[{apiVersion: apps/v1, kind: Deployment, name: x, controller: true}]";

  @Test
  void workloads_of_one_name_and_two_kinds_are_not_each_other() {
    String cluster = DEPLOYMENT + CRON_JOB;
    Explanation denied = ask(cluster, "shop/CronJob/x", "shop/Deployment/x:80");
    assertThat(denied.answer()).isEqualTo(Answer.DENIED);
    assertThat(ask(cluster, "shop/Deployment/x", "shop/Deployment/x:80").answer())
        .isEqualTo(Answer.ALLOWED);
  }

  @Test
  void a_pod_is_not_the_workload_of_its_name() {
    String cluster = DEPLOYMENT + POD;
    assertThat(ask(cluster, "shop/Pod/x", "shop/Deployment/x:80").answer())
        .isEqualTo(Answer.DENIED);
    assertThat(ask(cluster, "shop/Pod/x", "shop/Pod/x:80").answer()).isEqualTo(Answer.ALLOWED);
  }

  @Test
  void a_difference_between_workloads_of_one_name_has_a_witness() {
    for (String other : List.of(CRON_JOB, POD)) {
      PolicyDiff diff =
          PolicyDiff.of(
              List.of(), Samples.policies(DENY_X), snapshot(DEPLOYMENT + other), Modes.DEFAULT);
      String kind = other.equals(POD) ? "Pod" : "CronJob";
      assertThat(diff.changes(Kind.LOST))
          .map(it -> it.edge().toString())
          .contains("shop/x[" + kind + "] => shop/x[Deployment] : all");
    }
  }

  @Test
  void a_replica_of_a_template_is_not_itself() {
    String several = DEPLOYMENT.replace("replicas: 1", "replicas: 2");
    Explanation denied = ask(several, "shop/x", "shop/x:80");
    assertThat(denied.answer()).isEqualTo(Answer.DENIED);
    assertThat(denied.legs()).hasSize(1);
    assertThat(ask(DEPLOYMENT, "shop/x", "shop/x:80").answer()).isEqualTo(Answer.ALLOWED);
  }

  @Test
  void a_replica_is_asked_for_only_where_none_is_there() {
    String several = DEPLOYMENT.replace("replicas: 1", "replicas: 2");
    String made =
        several + POD.replace("labels: {app: x}", "labels: {app: x}, ownerReferences: " + OWNER);
    Explanation self = ask(made, "shop/Deployment/x", "shop/Deployment/x:80");
    assertThat(self.answer()).isEqualTo(Answer.ALLOWED);
  }

  @Test
  void a_template_of_which_nobody_says_how_many_stands_for_several() {
    String daemons = DEPLOYMENT.replace("Deployment", "DaemonSet").replace("  replicas: 1\n", "");
    String none = DEPLOYMENT.replace("replicas: 1", "replicas: 0");
    String jobs = CRON_JOB.replace("    spec:\n", "    spec:\n      parallelism: 2\n");
    for (String cluster : List.of(daemons, none, jobs)) {
      assertThat(ask(cluster, "shop/x", "shop/x:80").answer()).isEqualTo(Answer.DENIED);
      assertThat(
              PolicyDiff.of(List.of(), Samples.policies(DENY_X), snapshot(cluster), Modes.DEFAULT)
                  .changes(Kind.LOST))
          .map(it -> it.edge().from() + " => " + it.edge().to())
          .filteredOn(it -> !it.startsWith("0"))
          .hasSize(1)
          .allMatch(it -> it.matches("shop/x.* => shop/x.*"));
    }
    assertThat(ask(CRON_JOB, "shop/x", "shop/x:80").answer()).isEqualTo(Answer.ALLOWED);
  }

  private static Explanation ask(String cluster, String from, String to) {
    return Simulation.of(Samples.policies(DENY_X), snapshot(cluster), Modes.DEFAULT)
        .ask(Question.of(from, to));
  }

  private static ClusterSnapshot snapshot(String cluster) {
    return Samples.snapshot(cluster);
  }
}
