// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.SnapshotOptions;
import dev.netpol.cluster.SnapshotReader;
import dev.netpol.model.IpAddress;
import dev.netpol.trace.Identity;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PodsTest {
  private static final String UID = "eb653d22-2525-47ca-9fc4-3762497ae1d2";
  private static final String STATIC_UID = "09a70ae9ccc491e651e5c773579b3490";

  @TempDir Path root;
  private Path cgroup;
  private Path logs;

  @BeforeEach
  void has_a_pod() throws Exception {
    cgroup = Files.createDirectories(root.resolve("cgroup/kubepods/pod" + UID));
    logs = Files.createDirectory(root.resolve("logs"));
  }

  @Test
  void the_name_is_that_of_kubelets_folder() throws Exception {
    Files.createDirectory(logs.resolve("demo_web-1_" + UID));
    Pod pod = pods(ClusterSnapshot.empty()).of(id(cgroup));
    assertThat(pod.identity()).isEqualTo(Identity.pod("demo", "web-1", UID));
    assertThat(pod.labels()).isEmpty();
  }

  @Test
  void a_name_that_turns_up_later_is_found() throws Exception {
    Pods pods = pods(ClusterSnapshot.empty());
    assertThat(pods.of(id(cgroup)).identity()).isEqualTo(Identity.pod("", "", UID));

    Files.createDirectory(logs.resolve("demo_web-1_" + UID));
    Thread.sleep(50);

    assertThat(pods.of(id(cgroup)).shown()).isEqualTo("demo/web-1");
  }

  @Test
  void a_snapshot_gives_name_labels_and_addresses() throws Exception {
    Pod pod = pods(snapshot("web-1", UID, false)).of(id(cgroup));
    assertThat(pod.identity()).isEqualTo(Identity.pod("demo", "web-1", UID));
    assertThat(pod.labels().orElseThrow().asMap()).containsEntry("app", "web");
    assertThat(pod.addresses()).containsExactly(IpAddress.parse("10.0.0.7"));
  }

  @Test
  void a_pod_in_its_nodes_network_has_no_address_of_its_own() throws Exception {
    assertThat(pods(snapshot("web-1", UID, true)).of(id(cgroup)).addresses()).isEmpty();
  }

  @Test
  void a_static_pod_has_another_uid_in_its_cgroup_and_is_found_by_name() throws Exception {
    Path own = Files.createDirectory(cgroup.resolveSibling("pod" + STATIC_UID));
    Files.createDirectory(logs.resolve("demo_web-1_" + STATIC_UID));
    Pod pod = pods(snapshot("web-1", UID, false)).of(id(own));
    assertThat(pod.identity()).isEqualTo(Identity.pod("demo", "web-1", STATIC_UID));
    assertThat(pod.labels().orElseThrow().asMap()).containsEntry("app", "web");
  }

  @Test
  void a_pod_that_is_younger_than_the_snapshot_has_its_templates_labels() throws Exception {
    Files.createDirectory(logs.resolve("demo_web-6d4b75cb6d-x7k2p_" + UID));
    String deployment =
        """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"demo"},
         "spec":{"selector":{"matchLabels":{"app":"web"}},
                 "template":{"metadata":{"labels":{"app":"web","tier":"front"}},"spec":{}}}}
        """;
    Pod pod = pods(read(deployment)).of(id(cgroup));
    assertThat(pod.labels().orElseThrow().asMap()).containsEntry("tier", "front");
  }

  @Test
  void outside_pods_and_unknown_are_not_the_same() throws Exception {
    Pods pods = pods(ClusterSnapshot.empty());
    assertThat(pods.of(id(root.resolve("cgroup"))).isOutside()).isTrue();
    assertThat(pods.of(-1).isOutside()).isFalse();
    assertThat(pods.of(-1).isPod()).isFalse();
  }

  private Pods pods(ClusterSnapshot snapshot) throws Exception {
    return new Pods(new CgroupTable(root.resolve("cgroup")), new PodNames(logs), snapshot);
  }

  private static long id(Path folder) throws Exception {
    return (Long) Files.getAttribute(folder, "unix:ino");
  }

  private static ClusterSnapshot snapshot(String name, String uid, boolean hostNetwork) {
    return read(
        """
        {"apiVersion":"v1","kind":"Pod",
         "metadata":{"name":"%s","namespace":"demo","uid":"%s","labels":{"app":"web"}},
         "spec":{"hostNetwork":%s},"status":{"phase":"Running","podIP":"10.0.0.7"}}
        """
            .formatted(name, uid, hostNetwork));
  }

  private static ClusterSnapshot read(String json) {
    return SnapshotReader.of(SnapshotOptions.DEFAULT)
        .add(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), "test")
        .snapshot();
  }
}
