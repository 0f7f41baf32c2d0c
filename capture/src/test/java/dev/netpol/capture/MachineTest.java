// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineTest {
  @TempDir Path root;

  @BeforeEach
  void is_a_machine_that_can_capture() throws IOException {
    write("sys/kernel/btf/vmlinux", "");
    write("proc/self/status", "Name:\tjava\nCapEff:\t000001ffffffffff\n");
    write(
        "proc/1/mountinfo",
        """
        24 30 0:22 / /sys/fs/cgroup ro,nosuid shared:9 - tmpfs tmpfs ro,mode=755
        25 24 0:23 / /sys/fs/cgroup/unified rw,nosuid shared:10 - cgroup2 cgroup2 rw
        26 24 0:24 / /sys/fs/cgroup/memory rw shared:11 - cgroup cgroup rw,memory
        """);
  }

  /** In a container the mounts of the machine are those of its first process. */
  @Test
  void finds_the_hierarchy_beside_those_of_version_1() throws Exception {
    assertThat(new Machine(root).missing()).isEmpty();
    assertThat(new Machine(root).cgroups()).contains(root.resolve("sys/fs/cgroup/unified"));
  }

  @Test
  void says_that_the_kernel_does_not_describe_itself() throws Exception {
    Files.delete(root.resolve("sys/kernel/btf/vmlinux"));
    assertThat(new Machine(root).missing().orElseThrow()).contains("CONFIG_DEBUG_INFO_BTF");
  }

  @Test
  void says_which_privileges_are_missing() throws Exception {
    write("proc/self/status", "CapEff:\t0000004000000000\n"); // CAP_PERFMON alone
    assertThat(new Machine(root).missing())
        .contains("root is needed, or the capabilities CAP_BPF and CAP_PERFMON");
    write("proc/self/status", "CapEff:\t000000c000000000\n");
    assertThat(new Machine(root).missing()).isEmpty();
  }

  @Test
  void says_that_no_cgroup2_is_mounted() throws Exception {
    write("proc/1/mountinfo", "26 24 0:24 / /sys/fs/cgroup/memory rw - cgroup cgroup rw\n");
    assertThat(new Machine(root).missing().orElseThrow()).contains("cgroup2");
  }

  /** A cloud may name machines in capitals; no object of a cluster has them in its name. */
  @Test
  void is_called_as_kubelet_calls_it() throws Exception {
    write("proc/sys/kernel/hostname", "aks-pool-vmss00000A\n");
    assertThat(new Machine(root).nodeName()).isEqualTo("aks-pool-vmss00000a");
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
