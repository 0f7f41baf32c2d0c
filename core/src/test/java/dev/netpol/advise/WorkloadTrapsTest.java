// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import static dev.netpol.advise.Literal.codes;
import static dev.netpol.advise.Literal.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.advise.AdviceOptions.Dns;
import dev.netpol.model.Direction;
import dev.netpol.policy.NetworkPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** For whom policies are written, and what else they hold: one trap a test. */
class WorkloadTrapsTest {

  private static final String WEB = "10.244.1.5";
  private static final String API = "10.244.2.5";

  private final Literal shop =
      new Literal().deployment("shop/web", "app: web", WEB).deployment("shop/api", "app: api", API);

  /** Inspektor Gadget's {@code podSelector: {}} is the whole namespace. */
  @Test
  void a_pod_without_labels_is_reported_and_what_needs_it_is_cut() {
    Advice advice = shop.pod("shop/bare", "", "10.244.1.8").connect(WEB, "10.244.1.8:80").advise();
    assertThat(advice.policies()).noneMatch(policy -> policy.podSelector().isEverything());
    assertThat(advice.notAdvised())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.workload()).hasToString("shop/bare[Pod]");
              assertThat(one.remedy()).contains("app.kubernetes.io/name: bare");
            });
    assertThat(advice.wouldBeCut())
        .singleElement()
        .satisfies(cut -> assertThat(cut.direction()).isEqualTo(Direction.EGRESS));
  }

  @Test
  void of_a_pod_that_only_the_log_names_nobody_says_that_it_has_no_labels() {
    Advice advice =
        shop.record(
                """
                {"type":"connect","time":"2026-01-01T00:00:01Z","node":"node-1","namespace":"shop",\
                "pod":"named","proto":"TCP","saddr":"10.244.1.9","sport":40000,\
                "daddr":"10.244.2.5","dport":80,"outcome":"established"}""")
            .pod("shop/bare", "", "10.244.1.8")
            .connect("10.244.1.8", API + ":80")
            .advise();
    assertThat(advice.notAdvised())
        .extracting(one -> one.workload().name() + ": " + one.reason() + "; " + one.remedy())
        .containsExactly(
            "bare: its pods have no label that a selector could use; add a label to its pod"
                + " template, for example app.kubernetes.io/name: bare",
            "named: its labels are not known: the log names its pods, and no object says more;"
                + " add its pods with --snapshot; docs/snapshots.md has the kubectl command");
  }

  @Test
  void two_workloads_that_nothing_tells_apart_share_a_policy_and_a_finding() {
    Advice advice =
        shop.pod("shop/one", "run: debug", "10.244.1.21")
            .pod("shop/two", "run: debug", "10.244.1.22")
            .connect("10.244.1.21", API + ":80")
            .connect("10.244.1.22", API + ":81")
            .advise();
    assertThat(rules(advice, "shop/one-network"))
        .containsExactly("in nothing", "out app=api :TCP/80 :TCP/81");
    assertThat(rules(advice, "shop/two-network")).isEmpty();
    assertThat(rules(advice, "shop/api-network")).contains("in run=debug :TCP/80 :TCP/81");
    assertThat(codes(advice)).contains("same-labels");
  }

  /** Inspektor Gadget: the second apply overwrites the first. */
  @Test
  void workloads_that_share_a_name_do_not_share_a_policys_name() {
    Advice advice =
        shop.controller("StatefulSet", "shop/web", "app: webset")
            .pod(
                "shop/web-0",
                "app: webset",
                "10.244.1.30",
                "ownerReferences: [{kind: StatefulSet, name: web, controller: true}]")
            .connect(WEB, API + ":80")
            .connect("10.244.1.30", API + ":80")
            .advise();
    assertThat(advice.policies())
        .extracting(NetworkPolicy::name)
        .containsExactly("api-network", "web-deployment-network", "web-statefulset-network");
  }

  @Test
  void each_rule_has_its_flows_and_no_flow_has_two_rules() {
    Advice advice =
        shop.connect(WEB, API + ":80")
            .connect(WEB, API + ":80")
            .connect(WEB, "1.1.1.1:443")
            .advise();
    List<RuleEvidence> evidence = advice.proposals().get(1).egress();
    assertThat(evidence).extracting(RuleEvidence::connections).containsExactly(2L, 1L);
    assertThat(evidence.get(0).samples()).isNotEmpty();
    assertThat(evidence.get(0).samples().get(0).at()).hasToString("trace.log:3");
  }

  @Test
  void policies_are_written_for_those_asked_for_only() {
    shop.connect(WEB, API + ":80");
    shop.options().workloads(List.of("api", "shop/nobody"));
    Advice advice = shop.advise();
    assertThat(advice.policies()).extracting(NetworkPolicy::name).containsExactly("api-network");
    assertThat(codes(advice)).contains("no-such-workload");
    shop.options().workloads(List.of()).namespaces(List.of("other"));
    assertThat(shop.advise().policies()).isEmpty();
  }

  @Test
  void existing_policies_that_admit_more_are_listed() {
    Advice advice =
        shop.connect(WEB, API + ":80")
            .object(
                """
                kind: NetworkPolicy
                metadata: {namespace: shop, name: allow-all}
                spec: {podSelector: {}, ingress: [{}]}
                """)
            .advise();
    assertThat(advice.widenedBy())
        .extracting(one -> one.workload().name() + " " + one.direction())
        .containsExactly("api INGRESS", "web INGRESS");
  }

  @Test
  void an_existing_policy_that_would_be_replaced_is_a_finding() {
    Advice advice =
        shop.connect(WEB, API + ":80")
            .object(
                "kind: NetworkPolicy\nmetadata: {namespace: shop, name: web-network}\n"
                    + "spec: {podSelector: {}, ingress: [{}]}\n")
            .advise();
    assertThat(codes(advice)).contains("replaces-policy");
    assertThat(advice.widenedBy()).isEmpty();
  }

  @Test
  void default_deny_closes_what_no_policy_is_for() {
    shop.deployment("shop/idle", "app: idle", "10.244.1.9").connect(WEB, API + ":80");
    shop.options().defaultDeny(true);
    Advice advice = shop.advise();
    assertThat(rules(advice, "shop/default-deny")).containsExactly("in nothing", "out nothing");
    assertThat(advice.policies())
        .extracting(NetworkPolicy::id)
        .containsExactly("shop/api-network", "shop/default-deny", "shop/web-network");
  }

  @Test
  void default_deny_leaves_a_direction_open_that_the_trace_does_not_show() {
    shop.covers("{\"connect\":[\"TCP\",\"UDP\"]}").connect(WEB, API + ":80");
    shop.options().defaultDeny(true);
    Advice advice = shop.advise();
    assertThat(rules(advice, "shop/default-deny")).containsExactly("out nothing");
    assertThat(codes(advice)).contains("default-deny-partial");
  }

  @Test
  void default_deny_lists_what_it_cuts_for_workloads_that_were_not_asked_for() {
    shop.connect(WEB, API + ":80");
    shop.options().defaultDeny(true).workloads(List.of("api"));
    assertThat(shop.advise().wouldBeCut())
        .singleElement()
        .satisfies(cut -> assertThat(cut.workload().name()).isEqualTo("web"));
  }

  @Test
  void a_workload_that_default_deny_closes_is_not_called_open() {
    shop.pod("shop/bare", "", "10.244.1.8").connect(WEB, "10.244.1.8:80");
    shop.options().defaultDeny(true);
    assertThat(shop.advise().notAdvised())
        .singleElement()
        .satisfies(one -> assertThat(one.closed()).isTrue());
    shop.options().defaultDeny(false);
    assertThat(shop.advise().notAdvised())
        .singleElement()
        .satisfies(one -> assertThat(one.closed()).isFalse());
  }

  @Test
  void of_a_workload_behind_nodes_alone_it_is_not_said_that_all_failed() {
    shop.service(
            "shop/api",
            "10.96.0.9",
            "app: api",
            "type: NodePort, ports: [{port: 1, targetPort: 8080, nodePort: 30080}]")
        .covers("{\"connect\":[\"TCP\",\"UDP\"]}")
        .connect(WEB, "10.0.0.2:30080");
    assertThat(shop.advise().notAdvised())
        .filteredOn(one -> one.workload().name().equals("api"))
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.reason()).contains("behind nodes or load balancers only");
              assertThat(one.remedy()).contains("capture accepts");
            });
  }

  @Test
  void isolated_workloads_get_the_clusters_dns_over_both_protocols() {
    shop.kubeDns().connect(WEB, API + ":80");
    shop.options().dns(Dns.AUTO);
    assertThat(rules(shop.advise(), "shop/web-network"))
        .containsExactly(
            "in nothing",
            "out app=api :TCP/80",
            "out kube-system/k8s-app=kube-dns :TCP/53 :UDP/53 (assumed)");
    shop.options().dns(Dns.OBSERVED);
    assertThat(rules(shop.advise(), "shop/web-network"))
        .containsExactly("in nothing", "out app=api :TCP/80");
  }

  @Test
  void queries_that_were_seen_are_the_evidence_of_the_dns_rule() {
    shop.kubeDns().connect(WEB, "10.96.0.10:53", "UDP", "attempted");
    shop.options().dns(Dns.AUTO);
    Advice advice = shop.advise();
    assertThat(rules(advice, "shop/web-network"))
        .containsExactly(
            "in nothing", "out kube-system/k8s-app=kube-dns :TCP/53 :UDP/53 (assumed)");
    assertThat(advice.proposals().get(1).egress().get(0).flows()).hasSize(1);
  }

  /** tekton-operator 4000: OpenShift's DNS pods listen on 5353. */
  @Test
  void dns_is_on_the_port_that_its_pods_listen_on() {
    shop.deployment("openshift-dns/dns", "dns: default", "10.244.2.53")
        .service(
            "openshift-dns/dns-default",
            "172.30.0.10",
            "dns: default",
            "ports: [{name: dns, port: 53, targetPort: 5353, protocol: UDP},"
                + " {name: dns-tcp, port: 53, targetPort: 5353, protocol: TCP}]")
        .connect(WEB, API + ":80");
    shop.options().dns(Dns.AUTO);
    assertThat(rules(shop.advise(), "shop/web-network"))
        .contains("out openshift-dns/dns=default :TCP/5353 :UDP/5353 (assumed)");
  }

  @Test
  void node_local_dns_is_admitted_where_it_is_deployed() {
    shop.kubeDns()
        .controller("DaemonSet", "kube-system/node-local-dns", "k8s-app: node-local-dns")
        .connect(WEB, API + ":80");
    shop.options().dns(Dns.AUTO);
    assertThat(rules(shop.advise(), "shop/web-network"))
        .contains(
            "out kube-system/k8s-app=kube-dns 10.96.0.10/32 169.254.20.10/32 :TCP/53 :UDP/53"
                + " (assumed)");
  }

  @Test
  void the_dns_pods_are_not_isolated_for_ingress_unless_dns_is_off() {
    shop.kubeDns().connect(WEB, "10.96.0.10:53", "UDP", "attempted");
    shop.options().dns(Dns.AUTO);
    assertThat(rules(shop.advise(), "kube-system/coredns-network")).containsExactly("out nothing");
    shop.options().dns(Dns.OFF);
    assertThat(rules(shop.advise(), "kube-system/coredns-network"))
        .containsExactly("in shop/app=web :UDP/53", "out nothing");
  }

  @Test
  void a_missing_dns_is_a_finding() {
    shop.connect(WEB, API + ":80");
    shop.options().dns(Dns.AUTO);
    assertThat(codes(shop.advise())).contains("no-cluster-dns");
  }

  /** One address, two pods, one after the other: Inspektor Gadget and most others see one pod. */
  @Test
  void an_address_belongs_to_the_pod_that_had_it_then() {
    Advice advice =
        shop.record(pod("first", "2025-12-31T00:00:00Z", ""))
            .connect("10.244.1.40", API + ":80")
            .record(
                pod("first", "2025-12-31T00:00:00Z", "")
                    .replace("\"type\":\"object\"", "\"type\":\"object\",\"deleted\":true")
                    .replace("00:00:00Z\",\"object\"", "00:00:10Z\",\"object\""))
            .record(
                pod("second", "2026-01-01T00:00:11Z", "")
                    .replace("00:00:00Z\",\"object\"", "00:00:11Z\",\"object\""))
            .record(later())
            .advise();
    assertThat(rules(advice, "shop/second-network")).contains("out app=api :TCP/81");
    assertThat(rules(advice, "shop/api-network"))
        .contains("in app=first :TCP/80", "in app=second :TCP/81");
  }

  private static String pod(String name, String start, String more) {
    return """
        {"type":"object","time":"2026-01-01T00:00:00Z","object":{"apiVersion":"v1","kind":"Pod",\
        "metadata":{"namespace":"shop","name":"%1$s","uid":"%1$s","labels":{"app":"%1$s"},\
        "creationTimestamp":"%2$s"},"spec":{"nodeName":"node-1"%3$s},"status":{"phase":"Running",\
        "podIP":"10.244.1.40","startTime":"%2$s"}}}"""
        .formatted(name, start, more);
  }

  private static String later() {
    return """
        {"type":"connect","time":"2026-01-01T00:00:30Z","node":"node-1","proto":"TCP",\
        "saddr":"10.244.1.40","sport":40000,"daddr":"10.244.2.5","dport":81,"outcome":"established"}""";
  }
}
