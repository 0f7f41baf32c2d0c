// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance.lab;

import dev.netpol.acceptance.lab.Call.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A connection as a trace has it, without what differs from one to the next that is like it.
 *
 * @param side {@code connect} or {@code accept}: who saw it
 * @param process empty on the accepting side, where the kernel runs whatever it runs
 * @param outcome as in an {@link Answer}
 */
record Seen(
    String side,
    String node,
    String pod,
    String process,
    String protocol,
    String from,
    String to,
    int port,
    String outcome) {

  /**
   * Whether no answer was seen. There are kernels that hide what happens while a certain process of
   * theirs is interrupted: the end of a connect may be among that, and is {@code uncertain} then.
   */
  boolean isUnanswered() {
    return outcome.equals("timeout") || outcome.equals("uncertain");
  }

  /** All of them, each once and sorted; who saw no answer may have seen no end of it either. */
  static Set<String> texts(Collection<Seen> connections) {
    return connections.stream()
        .map(it -> it.isUnanswered() ? it.withOutcome("timeout") : it)
        .map(Seen::toString)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private Seen withOutcome(String other) {
    return new Seen(side, node, pod, process, protocol, from, to, port, other);
  }

  /** What pods of that cluster did; there may be others on this machine. */
  static List<Seen> in(Collection<Path> traces, Snapshot cluster) throws IOException {
    List<Seen> all = new ArrayList<>();
    for (Path trace : traces) {
      for (String line : Files.readAllLines(trace)) {
        if (line.startsWith("{\"type\":\"connect\"") || line.startsWith("{\"type\":\"accept\"")) {
          Doc record = Doc.all(line).get(0);
          if (cluster.pods().stream().anyMatch(it -> record.is("podUid", it.uid()))) {
            all.add(of(record));
          }
        }
      }
    }
    return all;
  }

  private static Seen of(Doc line) {
    String outcome = line.at("outcome").text();
    boolean connect = line.is("type", "connect");
    return new Seen(
        line.at("type").text(),
        line.at("node").text(),
        line.at("namespace").text() + "/" + line.at("pod").text(),
        connect ? line.at("comm").text() : "",
        line.at("proto").text(),
        line.at("saddr").text(),
        line.at("daddr").text(),
        Integer.parseInt(line.at("dport").text()),
        outcome.equals("error") ? "error-" + line.at("errno").text() : outcome);
  }

  boolean isConnect() {
    return side.equals("connect");
  }

  @Override
  public String toString() {
    return "%s %s %s %s %s %s -> %s:%d %s"
        .formatted(node, side, pod, process, protocol, from, to, port, outcome);
  }
}
