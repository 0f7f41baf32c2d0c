// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netpol.SharedData;
import dev.netpol.model.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrimmedObjectsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tcpconnect/cluster.json",
        "online-boutique/cluster.yaml",
        "cluster-egress/cluster.json",
        "three-tier/cluster.yaml",
        "restricted-namespace/cluster.yaml"
      })
  void a_trace_with_the_objects_knows_what_the_snapshot_does(String sample) {
    same(Path.of("../samples", sample));
  }

  @Test
  void so_does_one_with_those_of_a_real_cluster() {
    same(SharedData.path("snapshots/openshift-aws"));
  }

  @Test
  void keeps_what_is_read_and_nothing_else() {
    SnapshotReader reader = SnapshotReader.keeping(SnapshotOptions.DEFAULT);
    reader.add(
        Snapshots.stream(
            """
            metadata:
              name: web
              managedFields: [{manager: kubectl}]
              annotations: {secret: "yes"}
              labels: {app: web, version: 0o17, other: 1.20}
            spec:
              containers:
              - name: web
                image: nginx
                env: [{name: PASSWORD, value: hunter2}]
                ports: [{containerPort: 80}]
            status:
              phase: Running
              podIP: 10.0.0.1
              conditions: [{type: Ready}]
              containerStatuses: [{name: web, state: {running: {startedAt: "2026-01-01"}}}]
            apiVersion: v1
            kind: Pod
            ---
            apiVersion: v1
            kind: Secret
            metadata: {name: token}
            data: {token: aHVudGVyMg==}
            """),
        "cluster.yaml");

    assertThat(reader.objects())
        .containsExactly(
            """
            {"apiVersion":"v1","kind":"Pod",\
            "metadata":{"name":"web","labels":{"app":"web","version":"0o17","other":1.20}},\
            "spec":{"containers":[{"name":"web","ports":[{"containerPort":80}]}]},\
            "status":{"phase":"Running","podIP":"10.0.0.1",\
            "containerStatuses":[{"state":{"running":{}}}]}}""");
  }

  @Test
  void of_changes_it_keeps_what_is_there_in_the_end() {
    SnapshotReader reader = SnapshotReader.keeping(SnapshotOptions.DEFAULT);
    reader.add(
        Snapshots.stream(
            """
            {"type":"ADDED","object":{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"b"}}}
            {"type":"ADDED","object":{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"a"}}}
            {"type":"MODIFIED","object":{"apiVersion":"v1","kind":"Namespace",\
            "metadata":{"name":"a","labels":{"x":"y"}}}}
            {"type":"DELETED","object":{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"b"}}}
            """),
        "changes.json");

    assertThat(reader.objects())
        .containsExactly(
            "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\","
                + "\"metadata\":{\"name\":\"a\",\"labels\":{\"x\":\"y\"}}}");
  }

  /** But for the addresses of Services that went: nobody calls those during the capture. */
  @Test
  void a_trace_with_the_objects_of_changes_knows_what_the_changes_do(@TempDir Path folder)
      throws IOException {
    String node =
        "{\"apiVersion\":\"v1\",\"kind\":\"Node\",\"metadata\":{\"name\":\"n\",\"uid\":\"%s\"},"
            + "\"status\":{\"addresses\":[{\"type\":\"InternalIP\",\"address\":\"%s\"}]}}";
    String again = node.formatted("a", "192.168.0.1");
    Files.writeString(folder.resolve("1.json"), node.formatted("b", "192.168.0.2"));
    Files.writeString(
        folder.resolve("2.json"),
        """
        {"type":"MODIFIED","object":%s}
        {"type":"ADDED","object":{"apiVersion":"v1","kind":"Service","metadata":{"name":"s"},\
        "spec":{"clusterIP":"None"}}}
        {"type":"DELETED","object":{"apiVersion":"v1","kind":"Service","metadata":{"name":"s"},\
        "spec":{"clusterIP":"None"}}}
        """
            .formatted(again));

    same(folder);
  }

  @Test
  void a_reader_that_keeps_no_objects_says_so() {
    SnapshotReader reader = SnapshotReader.of(SnapshotOptions.DEFAULT);
    assertThatThrownBy(reader::objects).isInstanceOf(IllegalStateException.class);
  }

  private static void same(Path path) {
    SnapshotReader reader = SnapshotReader.keeping(SnapshotOptions.DEFAULT);
    ClusterSnapshot snapshot = reader.add(path).snapshot();
    List<EmbeddedObject> objects =
        reader.objects().stream()
            .map(json -> new EmbeddedObject(0, json, false, Position.of("trace")))
            .toList();
    ClusterSnapshot carried = ClusterSnapshot.empty().with(objects, List.of());

    assertThat(objects).isNotEmpty();
    assertThat(view(carried))
        .usingRecursiveComparison()
        .ignoringFieldsMatchingRegexes(".*origin", ".*\\.at")
        .isEqualTo(view(snapshot));
  }

  private static List<Object> view(ClusterSnapshot snapshot) {
    return List.of(
        snapshot.namespaces(),
        snapshot.pods(),
        snapshot.workloads(),
        snapshot.services(),
        snapshot.nodes(),
        snapshot.ranges(),
        snapshot.policies());
  }
}
