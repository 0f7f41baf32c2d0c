// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.cluster.Snapshots;
import dev.netpol.model.Diagnostic;
import dev.netpol.model.Diagnostic.Severity;
import dev.netpol.policy.Modes;
import dev.netpol.policy.PolicyYaml;
import dev.netpol.policy.ReadPolicies;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the pages of docs/lint do not show: doubt, other policies, and where rules keep silent. */
class LintTest {

  private static final String WHOLE =
      """
      apiVersion: v1
      kind: Node
      metadata: {name: n1}
      status: {addresses: [{type: InternalIP, address: 192.0.2.1}]}
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: kubernetes, namespace: default}
      spec: {clusterIP: 10.96.0.1, ports: [{port: 443}]}
      ---
      """;

  private static final String WEB = pod("dev", "web", "{app: web}", "");

  private static String pod(String namespace, String name, String labels, String ports) {
    return """
        apiVersion: v1
        kind: Pod
        metadata: {name: %s, namespace: %s, labels: %s}
        spec: {nodeName: n1, containers: [{name: main, ports: [%s]}]}
        status: {phase: Running}
        ---
        """
        .formatted(name, namespace, labels, ports);
  }

  private static String policy(String name, String spec) {
    return """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: %s, namespace: dev}
        spec: %s
        ---
        """
        .formatted(name, spec);
  }

  private static ReadPolicies read(String text) {
    ReadPolicies read = PolicyYaml.parse(text, "p.yaml");
    assertThat(read.hasErrors()).as("%s", read.diagnostics()).isFalse();
    return read;
  }

  private static List<Diagnostic> lint(String policies, String cluster, String id) {
    return Lint.of(read(policies), Snapshots.of(cluster), Modes.DEFAULT).findings().stream()
        .filter(it -> it.code().equals(id))
        .toList();
  }

  private static List<String> ids(String policies) {
    return Lint.of(read(policies)).findings().stream().map(Diagnostic::code).toList();
  }

  @Test
  void absence_is_a_warning_in_a_whole_cluster_and_a_note_in_a_partial_one() {
    String policy = policy("db", "{podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress]}");

    assertThat(lint(policy, WHOLE + WEB, "selects-no-pod"))
        .singleElement()
        .extracting(Diagnostic::severity)
        .isEqualTo(Severity.WARNING);
    assertThat(lint(policy, WEB, "selects-no-pod"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.severity()).isEqualTo(Severity.NOTE);
              assertThat(it.message()).endsWith("the snapshot may be partial: it has no nodes");
            });
  }

  @Test
  void presence_is_a_warning_also_in_a_partial_snapshot() {
    String cluster =
        pod("dev", "web", "{app: web}", "{containerPort: 8080}")
            + """
            apiVersion: v1
            kind: Service
            metadata: {name: web, namespace: dev}
            spec: {clusterIP: 10.96.0.9, selector: {app: web}, ports: [{port: 80, targetPort: 8080}]}
            """;
    String policy =
        policy(
            "web",
            "{podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress], ingress: [{ports: [{port: 80}]}]}");

    assertThat(lint(policy, cluster, "service-port"))
        .singleElement()
        .extracting(Diagnostic::severity)
        .isEqualTo(Severity.WARNING);
  }

  @Test
  void rules_that_need_a_snapshot_are_named_without_one() {
    LintReport report = Lint.of(read(policy("p", "{podSelector: {}, policyTypes: [Ingress]}")));

    assertThat(report.findings()).isEmpty();
    assertThat(report.notRun()).extracting(LintRule::id).contains("service-port", "dns-blocked");
  }

  @Test
  void a_controller_without_pods_counts_as_the_pods_it_would_make() {
    String cluster =
        WHOLE
            + """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: db, namespace: dev}
            spec:
              replicas: 0
              selector: {matchLabels: {app: db}}
              template: {metadata: {labels: {app: db}}, spec: {containers: [{name: db}]}}
            """;
    String policy = policy("db", "{podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress]}");

    assertThat(lint(policy, cluster, "selects-no-pod")).isEmpty();
  }

  @Test
  void policies_of_the_snapshot_count_and_are_not_reported_on() {
    String denied = policy("default-deny", "{podSelector: {}, policyTypes: [Egress], egress: []}");
    String odd = policy("odd", "{podSelector: {matchLabels: {app: gone}}, policyTypes: [Egress]}");
    String given = policy("web", "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress]}");

    assertThat(Lint.of(read(given)).findings())
        .extracting(Diagnostic::code)
        .containsExactly("no-default-deny");
    assertThat(
            Lint.of(read(given), Snapshots.of(WHOLE + WEB + denied + odd), Modes.DEFAULT)
                .findings())
        .extracting(Diagnostic::code)
        .containsExactly("redundant-policy");
  }

  @Test
  void a_given_policy_replaces_that_of_the_snapshot() {
    String old = policy("web", "{podSelector: {}, policyTypes: [Ingress], ingress: [{}]}");
    String given = policy("web", "{podSelector: {}, policyTypes: [Ingress]}");

    assertThat(lint(given, WHOLE + WEB + old, "deny-all-void")).isEmpty();
  }

  @Test
  void errors_of_the_reader_are_findings() {
    ReadPolicies read = PolicyYaml.parse("kind: NetworkPolicy\nspec: {engress: []}\n", "p.yaml");

    assertThat(Lint.of(read).findings())
        .extracting(Diagnostic::severity)
        .containsOnly(Severity.ERROR)
        .isNotEmpty();
  }

  @Test
  void a_default_deny_beside_narrower_policies_is_not_redundant() {
    String all = policy("default-deny", "{podSelector: {}, policyTypes: [Ingress, Egress]}");
    String dns =
        policy(
            "dns",
            "{podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 53, protocol: UDP}, {port: 53}]}]}");

    assertThat(ids(all + dns)).isEmpty();
  }

  @Test
  void of_two_equal_policies_the_later_is_redundant() {
    String spec = "{podSelector: {}, policyTypes: [Ingress], ingress: [{ports: [{port: 80}]}]}";

    assertThat(Lint.of(read(policy("b", spec) + policy("a", spec))).findings())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.code()).isEqualTo("redundant-policy");
              assertThat(it.message()).isEqualTo("dev/b: changes nothing beside dev/a");
            });
  }

  @Test
  void egress_rules_that_admit_everything_need_no_type() {
    assertThat(ids(policy("p", "{podSelector: {}, policyTypes: [Ingress], egress: [{}]}")))
        .isEmpty();
  }

  @Test
  void a_pod_that_may_connect_to_nobody_needs_no_names() {
    String dns =
        """
        apiVersion: v1
        kind: Service
        metadata: {name: kube-dns, namespace: kube-system}
        spec: {clusterIP: 10.96.0.10, selector: {k8s-app: kube-dns}, ports: [{name: dns, port: 53, protocol: UDP}, {name: tcp, port: 53}]}
        ---
        """
            + pod("kube-system", "dns", "{k8s-app: kube-dns}", "");
    String cluster = WHOLE + WEB + dns;

    assertThat(
            lint(policy("p", "{podSelector: {}, policyTypes: [Egress]}"), cluster, "dns-blocked"))
        .isEmpty();
    assertThat(
            lint(
                policy(
                    "p",
                    "{podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 53, protocol: UDP}]}]}"),
                cluster,
                "dns-blocked"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.severity()).isEqualTo(Severity.NOTE);
              assertThat(it.message()).contains("over TCP");
            });
  }

  @Test
  void one_side_that_is_not_isolated_is_open() {
    String db = pod("dev", "db", "{app: db}", "");
    String policy =
        policy(
            "db",
            "{podSelector: {matchLabels: {app: db}}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]}");
    String other =
        policy(
            "web",
            "{podSelector: {matchLabels: {app: web}}, policyTypes: [Egress], egress: [{to: [{podSelector: {matchLabels: {app: db}}}], ports: [{port: 5432}]}]}");

    assertThat(lint(policy, WHOLE + WEB + db, "half-open")).isEmpty();
    assertThat(lint(policy + other, WHOLE + WEB + db, "half-open")).isEmpty();
  }

  @Test
  void two_entries_are_meant_where_the_pods_are_in_the_own_namespace_alone() {
    String policy =
        policy(
            "db",
            "{podSelector: {}, policyTypes: [Ingress], ingress: [{from: [{podSelector: {matchLabels: {app: web}}}, {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ops}}}]}]}");

    assertThat(ids(policy)).containsExactly("adjacent-selectors");
    assertThat(lint(policy, WHOLE + WEB + pod("ops", "p", "{app: p}", ""), "adjacent-selectors"))
        .isEmpty();
    assertThat(lint(policy, WHOLE + WEB + pod("ops", "p", "{app: web}", ""), "adjacent-selectors"))
        .hasSize(1);
  }

  @Test
  void an_unknown_namespace_is_said_once() {
    String policy =
        """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: {name: p, namespace: nowhere}
        spec:
          podSelector: {matchLabels: {app: web}}
          ingress: [{from: [{podSelector: {matchLabels: {app: db}}}]}]
        """;

    assertThat(Lint.of(read(policy), Snapshots.of(WHOLE + WEB), Modes.DEFAULT).findings())
        .extracting(Diagnostic::code)
        .containsExactly("no-default-deny", "unknown-namespace");
  }

  @Test
  void a_plugin_that_supports_port_ranges_silences_end_port() {
    String calico =
        """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: calico-node, namespace: kube-system}
        spec:
          selector: {matchLabels: {k8s-app: calico-node}}
          template: {metadata: {labels: {k8s-app: calico-node}}, spec: {hostNetwork: true, containers: [{name: c}]}}
        """;
    String policy =
        policy(
            "p",
            "{podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 8000, endPort: 8100}]}]}");

    assertThat(lint(policy, WHOLE + WEB, "end-port")).hasSize(1);
    assertThat(lint(policy, WHOLE + WEB + calico, "end-port")).isEmpty();
  }
}
