// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.acceptance.Sample;
import dev.netpol.acceptance.lab.Snapshot.Pod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A capture against the clients' own records. */
@Isolated("everybody on this machine is seen by all captures")
@Timeout(180)
class CompletenessTest {
  private static final String NOBODY = "198.51.100.1";
  private static final String TIMEOUT = "\"outcome\":\"timeout\"";
  private static final String UNSEEN_END = "\"outcome\":\"uncertain\"";
  private static final Pattern SPORT = Pattern.compile("\"sport\":(\\d+)");

  @TempDir Path temporary;

  private Snapshot cluster;
  private Pod client;
  private Lab lab;
  private Monitor monitor;

  @BeforeEach
  void begin() throws Exception {
    Requirements.check();
    cluster = Snapshot.read(Sample.THREE_TIER.folder().resolve("cluster.yaml"));
    client = cluster.pod("dev/webserver-dev");
    lab = new Lab(Requirements.agent(temporary), cluster, List.of());
    monitor =
        Monitor.start(lab, cluster.node(client.node()), temporary, List.of("--namespaces", "dev"));
    monitor.await();
  }

  @AfterEach
  void end() throws IOException {
    if (monitor != null) {
      monitor.close();
    }
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  void of_20000_connections_64_at_a_time_none_is_missing_and_none_is_there_twice()
      throws Exception {
    Pod server = cluster.pod("dev/dbserver-dev");
    assertThat(client.node()).isEqualTo(server.node());
    List<Integer> ports = lab.at(client.address()).crowd(20_000, 64, server.address(), 80);
    Path trace = written();

    assertThat(ports).hasSize(20_000);
    assertSame(sourcePorts(lines(trace, "connect", client)), ports);
    assertSame(sourcePorts(lines(trace, "accept", server)), ports);
  }

  /** They end by timers, many in one interrupt, while others begin on the same processor. */
  @Test
  @Tag("any-jdk")
  void of_20000_connects_that_nobody_answers_none_is_missing_and_none_is_there_twice()
      throws Exception {
    lab.unreachable(client.node(), NOBODY, true);
    List<Integer> ports = lab.at(client.address()).hope(20_000, 10_000, NOBODY, 80);
    List<String> connects = lines(written(), "connect", client);

    assertThat(ports).hasSize(20_000);
    assertThat(connects).hasSize(20_000);
    assertThat(connects)
        .allMatch(line -> line.contains(TIMEOUT) || line.contains(UNSEEN_END), "unanswered");
    // One whose end was not seen began before its port was chosen.
    List<Integer> seen =
        sourcePorts(connects.stream().filter(line -> line.contains(TIMEOUT)).toList());
    assertThat(without(seen, ports)).as("not expected").isEmpty();
  }

  private Path written() throws IOException, InterruptedException {
    monitor.settle();
    return monitor.stop();
  }

  private static void assertSame(List<Integer> actual, List<Integer> expected) {
    assertThat(without(expected, actual)).as("missing").isEmpty();
    assertThat(without(actual, expected)).as("not expected").isEmpty();
  }

  /** As often as they are there: a port may be used again. */
  private static List<Integer> without(List<Integer> all, List<Integer> others) {
    List<Integer> left = new ArrayList<>(all);
    others.forEach(one -> left.remove((Object) one));
    return left;
  }

  private static List<String> lines(Path trace, String type, Pod observer) {
    return Sample.lines(trace).stream()
        .filter(line -> line.startsWith("{\"type\":\"" + type + "\""))
        .filter(line -> line.contains("\"podUid\":\"" + observer.uid() + "\""))
        .toList();
  }

  private static List<Integer> sourcePorts(List<String> lines) {
    return lines.stream()
        .map(SPORT::matcher)
        .filter(Matcher::find)
        .map(it -> Integer.valueOf(it.group(1)))
        .toList();
  }
}
