// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.Diagnostic;
import dev.netpol.model.Labels;
import dev.netpol.model.Position;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects of one kind and name. */
class DescribedTwiceTest {
  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: x, labels: {app: A}, resourceVersion: 'REVISION'}
      status: {phase: Running, podIP: 10.0.0.1}
      """;
  private static final String POLICY =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: p, resourceVersion: 'REVISION'}
      spec: {podSelector: {matchLabels: {app: A}}}
      """;

  private static ClusterSnapshot read(String... files) {
    SnapshotReader reader = SnapshotReader.of(SnapshotOptions.DEFAULT);
    for (int i = 0; i < files.length; i++) {
      reader.add(Snapshots.stream(files[i]), (i + 1) + ".yaml");
    }
    return reader.snapshot();
  }

  private static String with(String text, String app, String version) {
    return text.replace("app: A", "app: " + app).replace("REVISION", version);
  }

  private static String app(ClusterSnapshot snapshot) {
    return snapshot.pods().get(0).pod().labels().value("app").orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{apiVersion: v1, kind: Namespace, metadata: {name: x, labels: {app: A}}}",
        "{apiVersion: v1, kind: Node, metadata: {name: x, labels: {app: A}}}",
        "{apiVersion: v1, kind: Pod, metadata: {name: x, namespace: a, labels: {app: A}}}",
        "{apiVersion: v1, kind: Service, metadata: {name: x, namespace: a}, spec: {selector: {app:"
            + " A}}}",
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: x, namespace: a},"
            + " spec: {template: {metadata: {labels: {app: A}}}}}",
      })
  void what_contradicts_is_said_with_both_places(String object) {
    Diagnostic said = read(object, with(object, "b", "")).diagnostics().get(0);

    assertThat(said.severity()).isEqualTo(Diagnostic.Severity.WARNING);
    assertThat(said.at()).isEqualTo(Position.of("2.yaml", 1));
    assertThat(said.message())
        .matches("[A-Z]\\w+ (a/)?x is there twice, at 1.yaml:1 and here: this one counts");
    assertThat(read(object, object).diagnostics()).isEmpty();
  }

  @Test
  void two_policies_are_an_error() {
    ClusterSnapshot snapshot = read(with(POLICY, "a", ""), with(POLICY, "b", ""));

    assertThat(snapshot.diagnostics())
        .containsExactly(
            Diagnostic.error(
                "duplicate-policy",
                Position.of("2.yaml", 1),
                "the policy default/p is there already, at 1.yaml:1",
                "only the last one would stand; leave one of them out"));
    assertThat(read(with(POLICY, "a", ""), with(POLICY, "a", "")).diagnostics()).isEmpty();
  }

  /** A cluster counts its changes: files can come in any order. */
  @ParameterizedTest
  @CsvSource({"a,9,b,10,b", "a,10,b,9,a"})
  void the_newer_version_counts(String app, String version, String other, String later, String is) {
    ClusterSnapshot pods = read(with(POD, app, version), with(POD, other, later));
    ClusterSnapshot policies = read(with(POLICY, app, version), with(POLICY, other, later));

    assertThat(app(pods)).isEqualTo(is);
    assertThat(policies.policies().get(0).podSelector().matches(Labels.of("app", is))).isTrue();
    assertThat(pods.diagnostics()).isEmpty();
    assertThat(policies.diagnostics()).isEmpty();
  }

  /** A copy that was edited has the version of what it was. */
  @Test
  void one_version_that_says_two_things_is_no_news() {
    assertThat(read(with(POD, "a", "9"), with(POD, "b", "9")).diagnostics())
        .singleElement()
        .satisfies(it -> assertThat(it.code()).isEqualTo("snapshot-twice"));
  }

  @Test
  void a_later_watch_event_is_what_happened_next() {
    String event = "{\"type\":\"MODIFIED\",\"object\":{\"apiVersion\":\"v1\",\"kind\":\"Pod\",";
    String app = "\"metadata\":{\"name\":\"x\",\"labels\":{\"app\":\"b\"}}}}";

    ClusterSnapshot snapshot = read(with(POD, "a", ""), event + app);

    assertThat(app(snapshot)).isEqualTo("b");
    assertThat(snapshot.diagnostics()).isEmpty();
  }

  @Test
  void a_snapshot_wins_over_a_trace_without_a_word() {
    EmbeddedObject old =
        new EmbeddedObject(
            1,
            "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"n\"}}",
            false,
            Position.of("trace", 1));
    ClusterSnapshot snapshot =
        read("{apiVersion: v1, kind: Namespace, metadata: {name: n, labels: {app: a}}}")
            .with(List.of(old), List.of());

    assertThat(snapshot.namespaces().get("n").value("app")).contains("a");
    assertThat(snapshot.diagnostics()).isEmpty();
  }
}
