// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PodPathsTest {
  private static final String UID = "eb653d22-2525-47ca-9fc4-3762497ae1d2";
  private static final String ID =
      "84e9ffffe97fea4c5a0f01d401611cbafbf7e559fc6190ed74abfc2b25e889d4";

  /**
   * Lines that another project publishes: folders, some with hierarchy and controllers before them.
   * Where its authors expect none, it is a service of a node that is a container itself, or none.
   */
  @Test
  void published_lines_give_the_container_that_their_authors_expect() throws Exception {
    Path published = SharedData.path("trace-samples/cgroup-paths/tetragon_cgroup_lines.tsv");
    List<String> lines =
        Files.readAllLines(published).stream().filter(line -> !line.startsWith("#")).toList();
    assertThat(lines)
        .hasSize(25)
        .allSatisfy(
            line -> {
              String[] columns = line.split("\t", 3);
              Owner owner = PodPaths.of(columns[0].replaceFirst("^\\d+:[^:]*:", ""));
              if (!columns[1].equals("-")) {
                assertThat(owner.container()).startsWith(columns[1]).hasSize(64);
              }
              assertThat(owner.podUid().isEmpty()).isEqualTo(!columns[0].contains("kubepods"));
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/kubepods.slice/kubepods-podUNDER.slice/cri-containerd-ID.scope",
        "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-podUNDER.slice/crio-ID.scope",
        "/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-podUNDER.slice/docker-ID.scope",
        "/kubepods/podUID/ID",
        "/kubepods/besteffort/podUID/ID",
        "/kubepods/besteffort/podUID/ID/init.scope",
        "/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-podUNDER.slice/cri-containerd-ID.scope",
        "/system.slice/docker-OTHER.scope/kubelet/kubepods/podUID/ID",
        "/kubepods/podOUTER/OTHER/kubelet/kubepods/podUID/ID",
        "/kubepods.slice/kubepods-podUNDER.slice:cri-containerd:ID",
      })
  void names_pod_and_container(String path) {
    assertThat(PodPaths.of(filled(path))).isEqualTo(new Owner(UID, ID));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/kubepods.slice/kubepods-podUNDER.slice",
        "/kubepods/podUID",
        "/kubepods/podUID/crio-conmon-ID.scope",
        "/system.slice/docker-OTHER.scope/kubelet/kubepods/podUID",
      })
  void names_the_pod_where_no_container_is_named(String path) {
    assertThat(PodPaths.of(filled(path))).isEqualTo(new Owner(UID, ""));
  }

  @Test
  void a_static_pod_has_a_uid_without_dashes() {
    String uid = "09a70ae9ccc491e651e5c773579b3490";
    assertThat(PodPaths.of("/kubepods/burstable/pod" + uid + "/" + ID))
        .isEqualTo(new Owner(uid, ID));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/init.scope",
        "/kubepods.slice",
        "/system.slice/podUID-tools.service",
        "/system.slice/cpod09a70ae9ccc491e651e5c773579b34901/x",
        "/system.slice/IDff.scope",
      })
  void what_only_looks_like_a_pod_is_nobodys(String path) {
    assertThat(PodPaths.of(filled(path))).isEqualTo(Owner.NONE);
  }

  private static String filled(String path) {
    return path.replace("UNDER", UID.replace('-', '_'))
        .replace("UID", UID)
        .replace("OUTER", "13cb8437-00ed-40e4-99d8-e17193a58086")
        .replace("OTHER", "c1146e7ccca9ab4436abd69923c07d097b37b762ed21cc3f24584c2f84e77c57")
        .replace("ID", ID);
  }
}
