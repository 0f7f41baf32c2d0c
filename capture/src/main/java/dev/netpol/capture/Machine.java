// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** What the kernel says about itself below {@code /proc} and {@code /sys}. */
record Machine(Path root) {
  static final Machine HERE = new Machine(Path.of("/"));

  /** Bits of CapEff, as in {@code linux/capability.h}. */
  private static final long SYS_ADMIN = 1L << 21;

  private static final long PERFMON_AND_BPF = 1L << 38 | 1L << 39;

  /** Such as {@code 6.1.0}. */
  String release() throws IOException {
    return line("proc/sys/kernel/osrelease");
  }

  /** As kubelet names the node, unless it is told otherwise: k8s.io/kubernetes/pkg/util/node. */
  String nodeName() throws IOException {
    return line("proc/sys/kernel/hostname").toLowerCase(Locale.ROOT);
  }

  /** Where the cgroup2 hierarchy is mounted; below another one where both versions are in use. */
  Optional<Path> cgroups() throws IOException {
    return mount("cgroup2");
  }

  /** Where kubelet keeps the logs of pods, in folders with their names. */
  Path podLogs() {
    return root.resolve("var/log/pods");
  }

  /** Whether hierarchies of version 1 are mounted, too. */
  boolean hasOldCgroups() throws IOException {
    return mount("cgroup").isPresent();
  }

  private Optional<Path> mount(String type) throws IOException {
    // In a container with the machine's root elsewhere, its first process sees the mounts there.
    String who = root.equals(HERE.root) ? "self" : "1";
    try (var lines = Files.lines(root.resolve("proc").resolve(who).resolve("mountinfo"))) {
      // ID PARENT MAJOR:MINOR ROOT MOUNT OPTIONS... - TYPE SOURCE OPTIONS, proc_pid_mountinfo(5)
      return lines
          .filter(line -> line.contains(" - " + type + " "))
          .map(line -> line.split(" ", 6))
          .filter(fields -> fields.length == 6 && fields[3].equals("/"))
          .map(fields -> root.resolve(fields[4].substring(1)))
          .findFirst();
    }
  }

  /** One sentence about what this machine lacks; empty where capturing can be tried. */
  Optional<String> missing() throws IOException {
    if (!hasBtf()) {
      return Optional.of(
          "the kernel does not describe itself: /sys/kernel/btf/vmlinux is missing"
              + " (CONFIG_DEBUG_INFO_BTF)");
    }
    if (!mayLoad()) {
      return Optional.of("root is needed, or the capabilities CAP_BPF and CAP_PERFMON");
    }
    if (cgroups().isEmpty()) {
      return Optional.of("no cgroup2 hierarchy is mounted, so nothing tells pods apart");
    }
    return Optional.empty();
  }

  /** Whether the kernel describes its own types, which our programs are fitted to. */
  boolean hasBtf() {
    return Files.exists(root.resolve("sys/kernel/btf/vmlinux"));
  }

  /** Whether this process may load kernel programs. */
  boolean mayLoad() throws IOException {
    for (String line : Files.readAllLines(root.resolve("proc/self/status"))) {
      if (line.startsWith("CapEff:")) {
        long caps = Long.parseUnsignedLong(line.substring(7).strip(), 16);
        return (caps & SYS_ADMIN) != 0 || (caps & PERFMON_AND_BPF) == PERFMON_AND_BPF;
      }
    }
    return false;
  }

  private String line(String file) throws IOException {
    return Files.readString(root.resolve(file)).strip();
  }
}
