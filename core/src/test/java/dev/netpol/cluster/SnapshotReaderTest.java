// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import static dev.netpol.cluster.Snapshots.UNKNOWN;
import static dev.netpol.cluster.Snapshots.ip;
import static dev.netpol.cluster.Snapshots.stream;
import static dev.netpol.cluster.Snapshots.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netpol.model.ContainerPort;
import dev.netpol.model.Diagnostic;
import dev.netpol.model.Labels;
import dev.netpol.model.Protocol;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever kubectl prints. */
class SnapshotReaderTest {

  static final String LIST =
      """
      {
          "apiVersion": "v1",
          "items": [
              {
                  "apiVersion": "v1",
                  "kind": "Pod",
                  "metadata": {"name": "web", "namespace": "shop", "labels": {"app": "web"}},
                  "spec": {"nodeName": "n1", "containers": [{"name": "web", "ports": [{"containerPort": 80}]}]},
                  "status": {"phase": "Running", "podIP": "10.1.0.5", "podIPs": [{"ip": "10.1.0.5"}, {"ip": "fd00::5"}]}
              },
              {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s"}, "data": {"a": "eA=="}}
          ],
          "kind": "List",
          "metadata": {"resourceVersion": ""}
      }
      """;

  private static ClusterSnapshot read(byte[] bytes) {
    return SnapshotReader.of(SnapshotOptions.DEFAULT)
        .add(new ByteArrayInputStream(bytes), "cluster")
        .snapshot();
  }

  private static ClusterSnapshot read(String text) {
    return read(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void isWeb(ClusterSnapshot cluster) {
    assertThat(cluster.diagnostics()).isEmpty();
    assertThat(cluster.pods())
        .singleElement()
        .satisfies(
            pod -> {
              assertThat(pod.pod().labels()).isEqualTo(Labels.of("app", "web"));
              assertThat(pod.pod().addresses()).containsExactly(ip("10.1.0.5"), ip("fd00::5"));
              assertThat(pod.pod().ports())
                  .containsExactly(new ContainerPort("", Protocol.TCP, 80));
              assertThat(pod.pod().node()).isEqualTo("n1");
              assertThat(pod.phase()).isEqualTo(Phase.RUNNING);
            });
  }

  /** kubectl sorts keys: the items of a List come before its kind. */
  @Test
  void reads_a_list_and_leaves_out_kinds_that_do_not_matter() {
    isWeb(read(LIST));
  }

  @Test
  void reads_gzip_whatever_the_name() throws IOException {
    isWeb(read(gzip(LIST)));
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  /** Each member alone is whole, so that an end after the first would go unnoticed. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 | gzip data are damaged: unknown compression method",
        "0 | gzip data are damaged: something else follows",
        "30 | gzip data are damaged: ",
      })
  void gzip_whose_second_member_is_damaged_is_an_error(int at, String what) throws IOException {
    for (String text : List.of(LIST, "---\nkind: Namespace\nmetadata: {name: shop}\n")) {
      byte[] member = gzip(text);
      ByteArrayOutputStream both = new ByteArrayOutputStream();
      both.write(member);
      both.write(member);
      byte[] bytes = both.toByteArray();
      bytes[member.length + at] ^= 0x55;

      assertThatThrownBy(() -> read(bytes))
          .isInstanceOf(UnusableSnapshotException.class)
          .hasMessageStartingWith("cluster: cannot be read: " + what);
    }
  }

  @Test
  void gzip_that_breaks_off_is_an_error() throws IOException {
    byte[] whole = gzip("---\nkind: Namespace\nmetadata: {name: shop}\n");

    assertThatThrownBy(() -> read(Arrays.copyOf(whole, whole.length - 1)))
        .isInstanceOf(UnusableSnapshotException.class)
        .hasMessage("cluster: cannot be read: gzip data break off");
  }

  /** The > of Windows PowerShell writes UTF-16 with a byte order mark. */
  @Test
  void reads_utf_16_and_byte_order_marks() {
    isWeb(read(("\uFEFF" + LIST).getBytes(StandardCharsets.UTF_16LE)));
    isWeb(read(("\uFEFF" + LIST).getBytes(StandardCharsets.UTF_16BE)));
    isWeb(read(("\uFEFF" + LIST).getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void reads_yaml_documents() {
    isWeb(
        read(
            """
            # from a repository
            ---
            apiVersion: v1
            kind: Pod
            metadata:
              name: web
              namespace: shop
              labels:
                app: web
            spec:
              nodeName: n1
              containers:
              - name: web
                ports:
                - containerPort: 80
            status:
              phase: Running
              podIPs:
              - ip: 10.1.0.5
              - ip: fd00::5
            ---
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: c
            """));
  }

  /** A server's own answer (kubectl get --raw) states the kind once, before the items. */
  @Test
  void reads_a_pod_list_whose_items_have_no_kind() {
    isWeb(
        read(
            """
            {"kind":"PodList","apiVersion":"v1","metadata":{},"items":[{"metadata":{"name":"web","namespace":"shop","labels":{"app":"web"}},"spec":{"nodeName":"n1","containers":[{"name":"web","ports":[{"containerPort":80}]}]},"status":{"phase":"Running","podIPs":[{"ip":"10.1.0.5"},{"ip":"fd00::5"}]}}]}
            """));
  }

  /** jq and other tools keep or make any order of keys, and arrays of objects. */
  @Test
  void reads_keys_in_any_order_and_arrays_and_lists_in_lists() {
    isWeb(
        read(
            """
            [{"items":[{"status":{"phase":"Running","podIPs":[{"ip":"10.1.0.5"},{"ip":"fd00::5"}]},"spec":{"nodeName":"n1","containers":[{"ports":[{"containerPort":80}]}]},"metadata":{"namespace":"shop","name":"web","labels":{"app":"web"}},"kind":"Pod","apiVersion":"v1"}],"kind":"List"}]
            """));
  }

  @Test
  void reads_the_last_of_watch_events_in_either_order_of_keys() {
    ClusterSnapshot cluster =
        read(
            """
            {"type":"ADDED","object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"web","namespace":"shop","uid":"u1"},"status":{"phase":"Pending"}}}
            {"object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"web","namespace":"shop","uid":"u1"},"status":{"phase":"Running","podIP":"10.1.0.5"}},"type":"MODIFIED"}
            {"type":"BOOKMARK","object":{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"12"}}}
            {"type":"DELETED","object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"web","namespace":"shop","uid":"u1","deletionTimestamp":"2026-11-20T12:30:00Z"},"status":{"phase":"Running"}}}
            """);

    assertThat(cluster.diagnostics()).isEmpty();
    assertThat(cluster.pods())
        .singleElement()
        .satisfies(
            pod -> {
              assertThat(pod.pod().addresses()).containsExactly(ip("10.1.0.5"));
              assertThat(pod.to()).isEqualTo(Snapshots.time("2026-11-20T12:30:00Z"));
              assertThat(pod.live()).isFalse();
            });
  }

  @Test
  void a_watch_that_was_interrupted_loses_its_last_event_only() {
    ClusterSnapshot cluster =
        read(
            """
            {"type":"ADDED","object":{"kind":"Pod","apiVersion":"v1","metadata":{"name":"web","namespace":"shop"},"status":{"phase":"Running"}}}
            {"type":"ADDED","object":{"kind":"Pod","apiVer\
            """);

    assertThat(cluster.pods()).hasSize(1);
    assertThat(cluster.diagnostics()).extracting(Diagnostic::code).containsExactly("snapshot-torn");
  }

  /** Half a cluster would give selectors that match too much. */
  @Test
  void a_torn_list_is_unusable_and_says_where() {
    assertThatThrownBy(() -> read(LIST.substring(0, LIST.length() - 40)))
        .isInstanceOfSatisfying(
            UnusableSnapshotException.class,
            e -> {
              assertThat(e.diagnostic().at().toString()).startsWith("cluster:14");
              assertThat(e).hasMessageContaining("not JSON or YAML of Kubernetes objects");
            });
  }

  @Test
  void what_is_not_kubernetes_is_unusable() {
    for (String text : List.of("", "hello\n", "[]", "{}", "{\"a\": 1}", "a: b\n", "key: [1, 2\n")) {
      assertThatThrownBy(() -> read(text)).isInstanceOf(UnusableSnapshotException.class);
    }
    assertThatThrownBy(() -> SnapshotReader.read(List.of(Path.of("no-such-file"))))
        .isInstanceOf(UnusableSnapshotException.class)
        .hasMessage("no-such-file: no such file or folder");
  }

  @Test
  void an_empty_list_is_an_empty_cluster() {
    assertThat(read("{\"apiVersion\":\"v1\",\"items\":[],\"kind\":\"List\"}").pods()).isEmpty();
  }

  @Test
  void odd_fields_cost_the_field_and_are_reported_with_their_line() {
    ClusterSnapshot cluster =
        read(
            """
            kind: Pod
            apiVersion: v1
            metadata:
              name: web
              labels: [app, web]
            spec:
              containers:
              - ports:
                - containerPort: 99999
            status:
              podIP: ten
              startTime: yesterday
            """);

    assertThat(cluster.pods()).hasSize(1);
    assertThat(cluster.diagnostics())
        .extracting(diagnostic -> diagnostic.at() + " " + diagnostic.message())
        .containsExactly(
            "cluster:5 field \"labels\" should be an object: was \"...\"",
            "cluster:9 field \"containerPort\" should be a number from 1 to 65535: was \"99999\"",
            "cluster:11 field \"podIP\" should be an IP address: was \"ten\"",
            "cluster:12 field \"startTime\" should be a time such as 2026-11-20T12:00:00Z: was"
                + " \"yesterday\"");
  }

  @Test
  void what_should_be_an_address_and_is_none_is_reported_with_its_line() {
    ClusterSnapshot cluster =
        read(
            """
            kind: Node
            apiVersion: v1
            metadata: {name: n1}
            status:
              addresses:
              - address: 192.168.0.300
                type: InternalIP
              - type: ExternalIP
                address: none
              - {type: InternalDNS, address: n1.lan}
              - {type: InternalIP, address: 192.168.0.1}
            ---
            kind: EndpointSlice
            apiVersion: discovery.k8s.io/v1
            metadata: {name: s-1, labels: {kubernetes.io/service-name: s}}
            endpoints:
            - addresses:
              - 10.1.0.5
              - 10.1.0
            addressType: IPv4
            ports: [{port: 80}]
            ---
            kind: EndpointSlice
            apiVersion: discovery.k8s.io/v1
            metadata: {name: s-2, labels: {kubernetes.io/service-name: s}}
            endpoints:
            - addresses: [db.example.org]
            addressType: FQDN
            ---
            {kind: Service, apiVersion: v1, metadata: {name: s}, spec: {ports: [{port: 80}]}}
            """);

    assertThat(cluster.diagnostics())
        .extracting(diagnostic -> diagnostic.at() + " " + diagnostic.message())
        .containsExactly(
            "cluster:6 field \"address\" should be an IP address: was \"192.168.0.300\"",
            "cluster:9 field \"address\" should be an IP address: was \"none\"",
            "cluster:19 field \"addresses\" should be an IP address: was \"10.1.0\"");
    assertThat(cluster.nodes().get(0).addresses()).containsExactly(ip("192.168.0.1"));
    assertThat(cluster.services().get(0).endpoints()).hasSize(1);
  }

  @Test
  void objects_without_kind_or_name_are_reported_and_left_out() {
    ClusterSnapshot cluster =
        read(
            """
            {"apiVersion":"v1","kind":"Pod","metadata":{"generateName":"web-"}}
            {"metadata":{"name":"x"}}
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"web"}}
            """);

    assertThat(cluster.pods()).hasSize(1);
    assertThat(cluster.pods().get(0).pod().namespace()).isEqualTo("default");
    assertThat(cluster.diagnostics()).hasSize(2);
  }

  /** Knative has a Service, OpenShift a Node, Calico a NetworkPolicy. */
  @Test
  void kinds_of_other_groups_are_other_kinds() {
    ClusterSnapshot cluster =
        read(
            """
            {"apiVersion":"serving.knative.dev/v1","kind":"Service","metadata":{"name":"a"},"spec":{"selector":{"x":"y"}}}
            {"apiVersion":"config.openshift.io/v1","kind":"Node","metadata":{"name":"b"}}
            {"apiVersion":"crd.projectcalico.org/v1","kind":"NetworkPolicy","metadata":{"name":"c"},"spec":{"selector":"all()"}}
            """);

    assertThat(cluster.services()).isEmpty();
    assertThat(cluster.nodes()).isEmpty();
    assertThat(cluster.policies()).isEmpty();
    assertThat(cluster.diagnostics())
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.message())
                    .isEqualTo("policies of another kind, 1 \"NetworkPolicy\", are left out"));
  }

  @Test
  void existing_policies_are_read_and_stand_where_their_object_stands() {
    ClusterSnapshot cluster =
        read(
            """
            {"apiVersion":"v1","items":[
            {"apiVersion":"networking.k8s.io/v1","kind":"NetworkPolicy","metadata":{"name":"deny","namespace":"shop"},"spec":{"podSelector":{},"policyTypes":["Ingress"]}}
            ],"kind":"List"}
            """);

    assertThat(cluster.policies())
        .singleElement()
        .satisfies(
            policy -> {
              assertThat(policy.id()).isEqualTo("shop/deny");
              assertThat(policy.ingress()).isEmpty();
              assertThat(policy.at()).hasToString("cluster:2");
            });
  }

  @Test
  void input_is_limited_in_size_and_depth() {
    SnapshotOptions tight = new SnapshotOptions(List.of(), List.of(), 100, 20);

    assertThatThrownBy(() -> SnapshotReader.of(tight).add(stream(LIST), "big"))
        .isInstanceOf(UnusableSnapshotException.class)
        .hasMessage("big: longer than the limit of 100 bytes");
    assertThatThrownBy(() -> read("[".repeat(20_000)))
        .isInstanceOf(UnusableSnapshotException.class);
    assertThatThrownBy(() -> read("a: " + "[".repeat(20_000)))
        .isInstanceOf(UnusableSnapshotException.class);
  }

  /** Read as its name, an alias would be a label that nobody has. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metadata: {name: &n web, labels: {app: *n}}|4:40|alias",
        "metadata: {name: web, labels: {<<: {app: web}}}|4:32|merge key",
        "metadata: {name: web, labels: &l {app: web}, x: y};spec: *l|5:7|alias",
      })
  void yaml_that_is_not_written_out_is_refused(String fields, String at, String what) {
    for (String kind : List.of("Pod", "NetworkPolicy")) {
      String head = "apiVersion: " + (kind.equals("Pod") ? "v1" : "networking.k8s.io/v1");
      String text = "# one\n" + head + "\nkind: " + kind + "\n" + fields.replace(";", "\n");
      assertThatThrownBy(() -> read(text))
          .isInstanceOfSatisfying(
              UnusableSnapshotException.class,
              e -> {
                assertThat(e.diagnostic().at()).hasToString("cluster:" + at);
                assertThat(e.diagnostic().message()).contains(what);
              });
    }
  }

  /** Whatever comes before the kind is put aside first. */
  @Test
  void so_is_an_alias_before_the_kind() {
    assertThatThrownBy(
            () -> read("metadata: {name: &n web, labels: {app: *n}}\nkind: Pod\napiVersion: v1\n"))
        .hasMessageContaining("cluster:1:40: a YAML alias, \"n\"");
  }

  @Test
  void an_alias_in_what_is_not_read_does_no_harm() {
    isWeb(
        read(
            LIST.replace("\"status\"", "\"extra\": {a: &x {b: 1}, c: [*x], <<: *x}, \"status\"")
                .replaceFirst("\\{", "# YAML\n{")));
  }

  @Test
  void a_folder_is_all_its_files(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("pods.json"), LIST);
    Files.createDirectories(folder.resolve("more"));
    Files.writeString(
        folder.resolve("more/service.yml"),
        "{kind: Service, apiVersion: v1, metadata: {name: s, namespace: shop}}");
    Files.writeString(folder.resolve("README.md"), "not read");
    Files.writeString(folder.resolve("values.yaml"), "replicas: 3\n");

    ClusterSnapshot cluster = SnapshotReader.read(List.of(folder));

    assertThat(cluster.pods()).hasSize(1);
    assertThat(cluster.services()).hasSize(1);
    assertThat(cluster.diagnostics())
        .singleElement()
        .satisfies(d -> assertThat(d.at().input()).endsWith("values.yaml"));
  }

  @Test
  void what_is_given_wins_over_the_trace_and_that_over_other_tools() {
    ClusterSnapshot given =
        read(
            """
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"a","labels":{"from":"snapshot"}},"status":{"podIP":"10.1.0.1"}}
            """);
    ClusterSnapshot all =
        given.with(
            List.of(embedded("a", "10.1.0.9"), embedded("b", "10.1.0.2")),
            List.of(sighted("a", "10.1.0.8"), sighted("b", "10.1.0.8"), sighted("c", "10.1.0.3")));

    assertThat(all.pods())
        .extracting(pod -> pod + " " + pod.pod().labels() + " " + pod.pod().addresses())
        .containsExactly(
            "default/a from=snapshot [10.1.0.1]",
            "default/b from=trace [10.1.0.2]",
            "default/c from=log [10.1.0.3]");
    assertThat(given.pods()).hasSize(1);
  }

  private static EmbeddedObject embedded(String name, String address) {
    String json =
        "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\""
            + name
            + "\",\"labels\":{\"from\":\"trace\"}},\"status\":{\"podIP\":\""
            + address
            + "\"}}";
    return new EmbeddedObject(UNKNOWN, json, false, dev.netpol.model.Position.of("trace", 3));
  }

  private static Sighted sighted(String name, String address) {
    return new Sighted.OfPod(
        "default",
        name,
        "",
        Labels.of("from", "log"),
        "",
        "",
        List.of(ip(address)),
        List.of(),
        false,
        UNKNOWN);
  }

  @Test
  void a_broken_object_in_a_trace_costs_that_object() {
    ClusterSnapshot cluster =
        ClusterSnapshot.empty()
            .with(
                List.of(
                    new EmbeddedObject(
                        UNKNOWN, "{\"kind\":", false, dev.netpol.model.Position.of("trace", 7)),
                    embedded("b", "10.1.0.2")),
                List.of());

    assertThat(cluster.pods()).hasSize(1);
    assertThat(cluster.diagnostics()).extracting(d -> d.at().toString()).containsExactly("trace:7");
  }

  @Test
  void a_manifest_without_pods_stands_for_the_pods_it_would_make() {
    ClusterSnapshot cluster =
        read(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              replicas: 3
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web, tier: front}}
                spec: {containers: [{name: web, ports: [{name: http, containerPort: 8080}]}]}
            """);

    assertThat(cluster.workload(workload("default", "Deployment", "web")))
        .hasValueSatisfying(
            web -> {
              assertThat(web.pods()).isEmpty();
              assertThat(web.replicas()).isEqualTo(3);
              assertThat(web.selector().orElseThrow()).hasToString("app=web");
              assertThat(web.template()).hasToString("app=web,tier=front");
              assertThat(web.ports())
                  .containsExactly(new ContainerPort("http", Protocol.TCP, 8080));
              assertThat(web.inferred()).isFalse();
            });
    assertThat(cluster.namespaces())
        .containsExactly(
            java.util.Map.entry("default", Labels.of("kubernetes.io/metadata.name", "default")));
  }
}
