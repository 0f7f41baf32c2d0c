// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A network namespace, and a cgroup named as kubelet names it: what a pod is to the kernel. */
final class TestPod implements AutoCloseable {
  final String uid = UUID.randomUUID().toString();
  final String container = (uid + UUID.randomUUID()).replace("-", "");
  final String netns = "netpol-test-" + uid.substring(0, 8);

  private final Path slice;
  private final Path cgroup;
  private final List<Process> running = new ArrayList<>();

  TestPod(Path cgroups) throws IOException {
    slice = cgroups.resolve(netns + ".slice");
    cgroup =
        slice
            .resolve("kubepods-besteffort-pod" + uid.replace('-', '_') + ".slice")
            .resolve("cri-containerd-" + container + ".scope");
    ip("netns", "add", netns);
    try {
      Files.createDirectories(cgroup);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** Joins two pods by a cable. */
  static void join(TestPod a, TestPod b) throws IOException {
    ip(
        ("link add eth0 netns A type veth peer name eth0 netns B")
            .replace("A", a.netns)
            .replace("B", b.netns)
            .split(" "));
  }

  /** Takes an IPv4 and an IPv6 address, which is usable at once. */
  void address(String v4, String v6) throws IOException {
    ip("-n", netns, "address", "add", v4, "dev", "eth0");
    ip("-n", netns, "address", "add", v6, "dev", "eth0", "nodad");
    ip("-n", netns, "link", "set", "eth0", "up");
  }

  /** Id of the cgroup that its processes run in. */
  long cgroupId() throws IOException {
    return (Long) Files.getAttribute(cgroup, "unix:ino");
  }

  /** Runs a {@link Talker} in here and gives the first line it prints. */
  String talk(String what, String address, int port) throws IOException {
    return talk("false", what, address, port);
  }

  /** The same with sockets of IPv4, where Java's are of IPv6 and dial {@code ::ffff:a.b.c.d}. */
  String talk4(String what, String address, int port) throws IOException {
    return talk("true", what, address, port);
  }

  private String talk(String v4, String what, String address, int port) throws IOException {
    Process process =
        start(
            System.getProperty("java.home") + "/bin/java",
            "-XX:TieredStopAtLevel=1",
            "-Djava.net.preferIPv4Stack=" + v4,
            "-cp",
            System.getProperty("java.class.path"),
            "dev.netpol.capture.Talker",
            what,
            address,
            Integer.toString(port));
    return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8)).readLine();
  }

  /** Ends what runs in here, and so closes its sockets. */
  void hangUp() {
    for (Process process : running) {
      process.destroyForcibly().onExit().join();
    }
    running.clear();
  }

  /** Runs a program in here until it ends, and gives what was its process. */
  int run(String... command) throws IOException {
    Process process = start(command);
    process.onExit().join();
    return Math.toIntExact(process.pid());
  }

  private Process start(String... program) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "sh",
                "-c",
                "echo $$ >\"$0/cgroup.procs\" && exec \"$@\"",
                cgroup.toString(),
                "ip",
                "netns",
                "exec",
                netns));
    command.addAll(List.of(program));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    running.add(process);
    return process;
  }

  private static void ip(String... args) throws IOException {
    List<String> command = new ArrayList<>(List.of("ip"));
    command.addAll(List.of(args));
    command(command.toArray(String[]::new));
  }

  /** Runs something that should succeed. */
  static void command(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }

  @Override
  public void close() throws IOException {
    hangUp();
    try {
      ip("netns", "delete", netns);
    } finally {
      for (Path folder = cgroup; !folder.equals(slice.getParent()); folder = folder.getParent()) {
        Files.deleteIfExists(folder);
      }
    }
  }
}
