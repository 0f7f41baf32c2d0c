// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.acceptance.Sample;
import dev.netpol.acceptance.lab.Snapshot.Pod;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** A capture against the clients' own records. */
@Isolated("everybody on this machine is seen by all captures")
@Timeout(180)
class CompletenessTest {
  private static final int CONNECTIONS = 20_000;
  private static final int PARALLEL = 64;
  private static final Pattern SPORT = Pattern.compile("\"sport\":(\\d+)");

  @TempDir Path temporary;

  @Test
  void of_20000_connections_64_at_a_time_none_is_missing_and_none_is_there_twice()
      throws Exception {
    Requirements.check();
    Snapshot cluster = Snapshot.read(Sample.THREE_TIER.folder().resolve("cluster.yaml"));
    Pod client = cluster.pod("dev/webserver-dev");
    Pod server = cluster.pod("dev/dbserver-dev");
    assertThat(client.node()).isEqualTo(server.node());
    try (Lab lab = new Lab(Requirements.agent(temporary), cluster, List.of());
        Monitor monitor =
            Monitor.start(
                lab, cluster.node(server.node()), temporary, List.of("--namespaces", "dev"))) {
      monitor.await();
      List<Integer> ports =
          lab.at(client.address()).crowd(CONNECTIONS, PARALLEL, server.address(), 80);
      monitor.settle();
      Path trace = monitor.stop();

      assertThat(ports).hasSize(CONNECTIONS);
      Collections.sort(ports);
      assertThat(sourcePorts(trace, "connect", client)).isEqualTo(ports);
      assertThat(sourcePorts(trace, "accept", server)).isEqualTo(ports);
    }
  }

  private static List<Integer> sourcePorts(Path trace, String type, Pod observer) {
    return Sample.lines(trace).stream()
        .filter(line -> line.startsWith("{\"type\":\"" + type + "\""))
        .filter(line -> line.contains("\"podUid\":\"" + observer.uid() + "\""))
        .map(SPORT::matcher)
        .filter(Matcher::find)
        .map(it -> Integer.valueOf(it.group(1)))
        .sorted()
        .toList();
  }
}
