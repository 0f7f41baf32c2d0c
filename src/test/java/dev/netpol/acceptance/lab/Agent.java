// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance.lab;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A process of {@code agent.c}: somebody with a network namespace and a cgroup of his own. */
final class Agent implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 60;

  private final String name;
  private final Process process;
  private final Writer orders;
  private final Map<String, BlockingQueue<String>> answers = new ConcurrentHashMap<>();
  private int calls;

  /** Starts the program in that cgroup. */
  Agent(Path program, String name, Path cgroup) throws IOException {
    this.name = name;
    process =
        new ProcessBuilder(program.toString(), name, cgroup.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    orders =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    Thread reader = new Thread(this::read, "agent " + name);
    reader.setDaemon(true);
    reader.start();
    answer("ready");
  }

  /** The file that stands for its network namespace. */
  String namespace() {
    return "/proc/" + process.pid() + "/ns/net";
  }

  long pid() {
    return process.pid();
  }

  void sysctl(String path, String value) throws IOException {
    order("sysctl " + path + " " + value);
  }

  /** Listens there until closed, and tells its name to everyone. */
  void serve(String protocol, int port) throws IOException {
    order("serve " + protocol.toLowerCase(java.util.Locale.ROOT) + " " + port);
    answer("serving");
  }

  /** Begins to make connections, all at once. */
  List<Pending> begin(List<Call> calls) throws IOException {
    List<Pending> begun = new ArrayList<>();
    for (Call call : calls) {
      String id = "c" + this.calls++;
      String from = call.isLocal() ? "-" : call.from();
      orders.write(
          "call %s %s %s %s %s %d\n"
              .formatted(id, call.process(), call.how(), from, call.to(), call.port()));
      begun.add(new Pending(call, id));
    }
    orders.flush();
    return begun;
  }

  /** A connection whose end is awaited. */
  final class Pending {
    private final Call call;
    private final String id;

    private Pending(Call call, String id) {
      this.call = call;
      this.id = id;
    }

    Call call() {
      return call;
    }

    Call.Answer answer() {
      String[] words = Agent.this.answer(id).split(" ");
      return new Call.Answer(words[0], Integer.parseInt(words[1]), words[2]);
    }
  }

  /** The source ports of so many connections, {@code parallel} at a time. */
  List<Integer> crowd(int count, int parallel, String to, int port) throws IOException {
    return many("crowd", count, parallel, to, port);
  }

  /** The same where nobody answers. */
  List<Integer> hope(int count, int parallel, String to, int port) throws IOException {
    return many("hope", count, parallel, to, port);
  }

  private List<Integer> many(String what, int count, int parallel, String to, int port)
      throws IOException {
    String id = what + calls++;
    order(what + " " + id + " " + count + " " + parallel + " " + to + " " + port);
    List<Integer> ports = new ArrayList<>();
    for (String next = answer(id); !next.equals("done"); next = answer(id)) {
      ports.add(Integer.valueOf(next));
    }
    return ports;
  }

  private void order(String line) throws IOException {
    orders.write(line + "\n");
    orders.flush();
  }

  private String answer(String id) {
    try {
      String answer = queue(id).poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (answer == null) {
        throw new AssertionError(name + " does not answer " + id);
      }
      return answer;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private BlockingQueue<String> queue(String id) {
    return answers.computeIfAbsent(id, it -> new LinkedBlockingQueue<>());
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] parts = line.split(" ", 2);
        queue(parts[0]).add(parts.length == 1 ? "" : parts[1]);
      }
    } catch (IOException e) {
      // Closed: nobody awaits more.
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
