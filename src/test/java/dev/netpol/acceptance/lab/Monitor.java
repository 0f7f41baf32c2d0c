// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.acceptance.Repository;
import dev.netpol.acceptance.lab.Snapshot.Node;
import dev.netpol.acceptance.lab.Snapshot.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * {@code capture monitor} on a node, with the node's host name and logs of pods. All nodes of the
 * lab share one kernel, which shows their cgroups to each: the pods of other nodes stand among the
 * logs, too, as those of a namespace that is not captured.
 */
final class Monitor implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 30;
  private static final String ELSEWHERE = "of-another-node";

  private static final String JOIN =
      "echo 0 >\"$0/cgroup.procs\"; exec unshare --mount --uts sh -ec \"$@\"";
  private static final String ENTER =
      "hostname \"$0\"; mount --bind \"$1\" /var/log; shift; exec \"$@\"";

  private final Path trace;
  private final Path messages;
  private final Process process;

  private Monitor(Path trace, Path messages, Process process) {
    this.trace = trace;
    this.messages = messages;
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param folder where the trace goes
   */
  static Monitor start(Lab lab, Node node, Path folder, List<String> options) throws IOException {
    Path logs = folder.resolve(node.name() + "-logs");
    for (Pod pod : lab.cluster().pods()) {
      String namespace = pod.node().equals(node.name()) ? pod.namespace() : ELSEWHERE;
      Files.createDirectories(
          logs.resolve("pods").resolve(namespace + "_" + pod.name() + "_" + pod.uid()));
    }
    Path trace = folder.resolve(node.name() + ".log");
    Path messages = folder.resolve(node.name() + ".messages");
    List<String> command = new ArrayList<>(List.of("sh", "-ec", JOIN));
    command.add(lab.cgroups().make(node.name()).toString());
    command.addAll(List.of(ENTER, node.name(), logs.toString()));
    command.addAll(List.of(Repository.ROOT.resolve("bin/capture").toString(), "monitor"));
    command.addAll(List.of("--output", trace.toString()));
    // Ends by itself where the test is killed.
    command.addAll(List.of("--duration", "10m"));
    command.addAll(options);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("CAPTURE_BUILD", "never");
    builder.environment().put("JAVA_HOME", Repository.javaHome().toString());
    builder.redirectErrorStream(true).redirectOutput(messages.toFile());
    return new Monitor(trace, messages, builder.start());
  }

  /** Waits until it sees what happens: the trace has its header then. */
  void await() throws IOException, InterruptedException {
    for (int left = PATIENCE_SECONDS * 50; !Files.exists(trace) || Files.size(trace) == 0; left--) {
      assertThat(process.isAlive() && left > 0).as(Files.readString(messages)).isTrue();
      Thread.sleep(20);
    }
  }

  /** Waits until it has written what it saw: when told to stop, it takes its time only so long. */
  void settle() throws IOException, InterruptedException {
    long size;
    do {
      size = Files.size(trace);
      Thread.sleep(500);
    } while (Files.size(trace) > size);
  }

  /** Stops it as an operator does, and gives the whole trace. */
  Path stop() throws IOException, InterruptedException {
    process.destroy();
    assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(messages)).isZero();
    assertThat(Files.readAllLines(trace))
        .last()
        .satisfies(
            end ->
                assertThat(end.replaceFirst("\"missed\":\\d+", ""))
                    .startsWith("{\"type\":\"end\"")
                    // Nothing was lost; what was missed may be of anything on this machine.
                    .doesNotContainPattern("\"lost\":\\{.*:[1-9]"));
    return trace;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
