// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.trace.EventSink;
import dev.netpol.trace.EventView;
import dev.netpol.trace.SkippedRecord;
import dev.netpol.trace.TraceReader;
import dev.netpol.trace.TraceSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a user runs it, beside two pods of namespaces {@code demo} and {@code other}. */
class CommandsKernelTest extends KernelCase {
  private static final long PATIENCE = 30;

  @TempDir Path folder;
  private Path host;

  /** The machine's root, mounted elsewhere, with kubelet's folders. */
  @BeforeEach
  void has_names() throws Exception {
    host = folder.resolve("host");
    Files.createDirectories(host.resolve("var/log/pods/demo_web_" + client.uid));
    Files.createDirectories(host.resolve("var/log/pods/other_db_" + server.uid));
    Files.createSymbolicLink(host.resolve("proc"), Path.of("/proc"));
    Files.createSymbolicLink(host.resolve("sys"), Path.of("/sys"));
  }

  @Test
  void monitor_writes_what_chosen_pods_do_until_it_is_told_to_stop() throws Exception {
    Path log = folder.resolve("trace.log");
    assertThat(server.talk("keep", "10.99.0.2", 8080)).isEqualTo("listening");
    client.talk("hold", "10.99.0.2", 8080);
    Process monitor =
        start("monitor", "--namespaces", "demo", "--existing", "--output", log.toString());
    waitFor(log, "existing");

    String port = client.talk("connect", "10.99.0.2", 8080);
    stop(monitor);

    List<String> lines = Files.readAllLines(log);
    assertThat(lines.get(0)).contains("\"filters\":{\"namespaces\":[\"demo\"]}");
    assertThat(lines.get(lines.size() - 1)).startsWith("{\"type\":\"end\"");
    assertThat(lines).noneMatch(line -> line.contains(server.uid));
    // Other tests' pods have no names here, hence are not left out.
    List<String> ours = lines.stream().filter(line -> line.contains(client.uid)).toList();
    assertThat(ours).hasSize(2);
    assertThat(ours.get(0)).contains("\"pod\":\"web\"", "\"existing\":true");
    assertThat(ours.get(1))
        .contains("\"namespace\":\"demo\",\"pod\":\"web\",\"podUid\":\"" + client.uid)
        .contains("\"comm\":\"java\",\"exe\":\"", "/bin/java\"", "\"sport\":" + port);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(log)))
        .isEqualTo("rw-------");
  }

  @Test
  void a_monitor_that_is_killed_leaves_whole_lines() throws Exception {
    Path log = folder.resolve("trace.log");
    Process monitor = start("monitor", "--namespaces", "demo,other", "--output", log.toString());
    waitFor(log, "\"trace\"");
    assertThat(server.talk("listen", "10.99.0.2", 8080)).isEqualTo("listening");
    Thread crowd =
        new Thread(
            () -> {
              try {
                client.talk("few", "10.99.0.2", 8080);
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    crowd.start();
    waitFor(log, server.uid);
    monitor.destroyForcibly().waitFor();
    crowd.join();

    AtomicLong connections = new AtomicLong();
    AtomicLong torn = new AtomicLong();
    try (TraceReader reader = TraceReader.of(TraceSource.of(log))) {
      reader.read(
          new EventSink() {
            @Override
            public void event(EventView event) {
              connections.incrementAndGet();
            }

            @Override
            public void skipped(SkippedRecord record) {
              torn.incrementAndGet();
            }
          });
    }
    assertThat(connections.get()).isPositive();
    assertThat(torn.get()).isZero();
    assertThat(Files.readString(log)).endsWith("\n").doesNotContain("\"type\":\"end\"");
  }

  @Test
  void hostile_names_break_no_line_no_table_and_no_terminal() throws Exception {
    Path evil = folder.resolve("a\n{}\u001b[2J\"\\");
    Files.copy(Path.of("/bin/bash"), evil);
    Path log = folder.resolve("trace.log");
    Path table = folder.resolve("table");
    Path compact = folder.resolve("compact");
    Process monitor = start("monitor", "--namespaces", "demo", "--output", log.toString());
    Process rows = start(table, "tcpconnect", "--namespaces", "demo", "--ports", "9");
    Process lines =
        start(
            compact,
            "tcpconnect",
            "--namespaces",
            "demo",
            "--output",
            "compact",
            "--exec-events",
            "--processes",
            String.valueOf(evil.getFileName()));
    waitFor(log, "\"trace\"");
    waitFor(table, "watching");
    waitFor(compact, "watching");

    client.run(evil.toString(), "-c", "exec 3<>/dev/tcp/10.99.0.2/9");
    waitFor(compact, "exit ");
    for (Process process : List.of(monitor, rows, lines)) {
      stop(process);
    }

    String name = "a\\n{}\\x1b[2J\"\\\\";
    assertThat(Files.readAllLines(log))
        .filteredOn(line -> line.contains("\"pod\":\"web\""))
        .singleElement()
        .asString()
        .contains("\"comm\":\"a\\n{}\\u001B[2J\\\"\\\\\"", "\"outcome\":\"refused\"");
    assertThat(Files.readString(table))
        .matches(
            "(?s).*PID +COMM +IP SADDR +DADDR +DPORT\n\\d+ +\\S+ +4  10.99.0.1 +10.99.0.2 +9\n.*")
        .contains(name)
        .doesNotContain("\u001b");
    assertThat(Files.readAllLines(compact))
        .filteredOn(line -> line.contains("demo/web"))
        .hasSize(3)
        .allSatisfy(line -> assertThat(line).contains(name))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("process demo/web"),
            line -> assertThat(line).startsWith("connect demo/web").endsWith(":9 refused"),
            line -> assertThat(line).startsWith("exit    demo/web").endsWith(" 1"));
  }

  private Process start(String... words) throws IOException {
    return start(folder.resolve("said"), words);
  }

  private Process start(Path output, String... words) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.netpol.capture.Main"));
    command.addAll(List.of(words));
    command.addAll(List.of("--host-root", host.toString(), "--node", "n1"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  /** By SIGTERM. */
  private static void stop(Process process) throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).as("it ends").isTrue();
    assertThat(process.exitValue()).isZero();
  }

  private static void waitFor(Path file, String text) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE);
    while (!Files.exists(file) || !Files.readString(file).contains(text)) {
      assertThat(System.nanoTime()).as("%s in %s", text, file).isLessThan(end);
      Thread.sleep(20);
    }
  }
}
