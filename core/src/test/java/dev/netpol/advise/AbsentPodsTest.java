// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import static dev.netpol.advise.Literal.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.policy.NetworkPolicy;
import org.junit.jupiter.api.Test;

/** A trace is longer than a moment, and a snapshot is one: pods are gone, or were elsewhere. */
class AbsentPodsTest {

  private static final String API = "10.244.2.20";

  private final Literal shop =
      new Literal()
          .deployment("shop/web", "app: web", "10.244.1.10")
          .deployment("shop/api", "app: api", API);

  /** A rollout or a scale-down between the trace and the snapshot. */
  @Test
  void a_pod_that_was_replaced_is_one_of_its_workload() {
    Advice advice =
        shop.record(connect("web-6b9f7d5c4-zzzzz", "", "10.244.1.77", API, 80)).advise();

    assertThat(rules(advice, "shop/web-network"))
        .containsExactly("in nothing", "out app=api :TCP/80");
    assertThat(rules(advice, "shop/api-network")).contains("in app=web :TCP/80");
    assertThat(advice.wouldBeCut()).isEmpty();
    assertThat(advice.flows().flows()).allMatch(flow -> flow.has(dev.netpol.flow.Mark.INFERRED));
  }

  @Test
  void a_pod_of_an_older_rollout_is_one_of_its_workload() {
    Advice advice =
        shop.record(connect("web-5d8f9c7b6-zzzzz", "", "10.244.1.77", API, 80)).advise();

    assertThat(rules(advice, "shop/web-network")).contains("out app=api :TCP/80");
  }

  /** Of another pod that has that name and address only since: a StatefulSet's, remade. */
  @Test
  void a_pod_that_was_remade_under_its_name_is_one_of_its_workload() {
    Advice advice =
        shop.controller("StatefulSet", "shop/db", "app: db")
            .pod(
                "shop/db-0",
                "app: db",
                "10.244.1.31",
                "ownerReferences: [{kind: StatefulSet, name: db, controller: true}]")
            .record(connect("db-0", "another", "10.244.1.30", API, 80))
            .advise();

    assertThat(rules(advice, "shop/db-network")).contains("out app=api :TCP/80");
    assertThat(advice.wouldBeCut()).isEmpty();
  }

  /** Helm hooks and migrations: the pod is done, and has the labels of what it prepares. */
  @Test
  void what_a_policy_cuts_of_a_finished_pod_with_the_same_labels_is_listed() {
    Advice advice =
        shop.object(
                """
                kind: Pod
                metadata: {namespace: shop, name: migrate, uid: m, labels: {app: web}}
                spec: {nodeName: node-1, containers: [{name: main}]}
                status: {phase: Succeeded, podIP: 10.244.1.15}
                """)
            .record(connect("migrate", "m", "10.244.1.15", "10.50.0.9", 5432))
            .connect("10.244.1.10", API + ":80")
            .advise();

    assertThat(rules(advice, "shop/web-network"))
        .containsExactly("in nothing", "out app=api :TCP/80");
    assertThat(advice.wouldBeCut())
        .singleElement()
        .satisfies(
            cut -> {
              assertThat(cut.workload()).hasToString("shop/migrate[Pod]");
              assertThat(cut.reason())
                  .isEqualTo(
                      "shop/migrate[Pod] is gone, and shop/web-network selects pods with its labels");
            });
  }

  /** A sandbox that was made anew keeps the pod's uid and gets another address. */
  @Test
  void what_is_cut_at_an_address_that_the_snapshot_gives_nobody_is_listed() {
    Advice advice =
        shop.record(
                connect(
                    "api-6b9f7d5c4-abcde",
                    "uid-shop-api-6b9f7d5c4-abcde",
                    "172.31.5.5",
                    "1.1.1.1",
                    443))
            .connect("10.244.1.10", "172.31.5.5:80")
            .advise();

    assertThat(advice.wouldBeCut())
        .singleElement()
        .satisfies(
            cut ->
                assertThat(cut.reason())
                    .isEqualTo(
                        "172.31.5.5 is shop/api-6b9f7d5c4-abcde in the trace and no pod's in the"
                            + " snapshot"));
  }

  @Test
  void a_uid_says_more_than_a_name() {
    Advice advice =
        shop.record(connect("none/such", "uid-shop-web-6b9f7d5c4-abcde", "10.244.1.10", API, 80))
            .advise();

    assertThat(advice.policies())
        .extracting(NetworkPolicy::name)
        .containsExactly("api-network", "web-network");
    assertThat(rules(advice, "shop/web-network")).contains("out app=api :TCP/80");
  }

  private static String connect(String pod, String uid, String from, String to, int port) {
    return """
    {"type":"connect","time":"2026-01-01T00:00:30Z","node":"node-1","namespace":"shop","pod":"%s",\
    "podUid":"%s","proto":"TCP","saddr":"%s","sport":40000,"daddr":"%s","dport":%d,\
    "outcome":"established"}"""
        .formatted(pod, uid, from, to, port);
  }
}
