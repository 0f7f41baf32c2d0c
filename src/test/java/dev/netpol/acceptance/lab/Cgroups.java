// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The cgroups of one lab, below a folder that names the process it belongs to; the folders of
 * processes that are gone are removed by the next.
 */
final class Cgroups implements AutoCloseable {
  private static final String PREFIX = "netpol-lab-";
  private static final AtomicInteger LABS = new AtomicInteger();

  private final Path mount;
  private final Path root;

  Cgroups() throws IOException {
    mount = mounted();
    removeLeftovers();
    root = mount.resolve(PREFIX + ProcessHandle.current().pid() + "-" + LABS.incrementAndGet());
    Files.createDirectory(root);
  }

  /** Where the hierarchy of version 2 is; below another one where both versions are in use. */
  private static Path mounted() throws IOException {
    // ID PARENT MAJOR:MINOR ROOT MOUNT OPTIONS... - TYPE SOURCE OPTIONS, proc_pid_mountinfo(5)
    return Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
        .filter(line -> line.contains(" - cgroup2 "))
        .map(line -> Path.of(line.split(" ")[4]))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no cgroup2 hierarchy is mounted"));
  }

  private void removeLeftovers() throws IOException {
    try (Stream<Path> folders = Files.list(mount)) {
      for (Path folder : folders.toList()) {
        String name = folder.getFileName().toString();
        if (name.startsWith(PREFIX)
            && ProcessHandle.of(Long.parseLong(name.split("-")[2])).isEmpty()) {
          remove(folder);
        }
      }
    }
  }

  /** Makes a cgroup of that path, such as {@code node-1/kubepods.slice}. */
  Path make(String path) throws IOException {
    return Files.createDirectories(root.resolve(path));
  }

  /** A container's id, made from its pod's. */
  static String container(Snapshot.Pod pod) {
    return pod.uid().replace("-", "").repeat(2);
  }

  /** Makes the cgroup of a pod's container, named as kubelet and containerd do. */
  Path make(Snapshot.Pod pod) throws IOException {
    return make(
        "%s/kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod%s.slice/cri-containerd-%s.scope"
            .formatted(pod.node(), pod.uid().replace('-', '_'), container(pod)));
  }

  /** Ends what runs in them, and removes them. */
  @Override
  public void close() throws IOException {
    remove(root);
  }

  private static void remove(Path folder) throws IOException {
    Files.writeString(folder.resolve("cgroup.kill"), "1");
    List<Path> innermostFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      innermostFirst = all.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList();
    }
    innermostFirst.forEach(Cgroups::removeWhenEmpty);
  }

  /** What was killed leaves its cgroup a little later. */
  private static void removeWhenEmpty(Path folder) {
    for (int left = 100; ; left--) {
      try {
        Files.deleteIfExists(folder);
        return;
      } catch (IOException e) {
        if (left == 0) {
          throw new UncheckedIOException(e);
        }
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
