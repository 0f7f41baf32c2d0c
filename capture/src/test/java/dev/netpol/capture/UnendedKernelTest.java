// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Connects whose end was not seen: because there was none yet, or because the kernel hid it. */
class UnendedKernelTest extends KernelCase {

  @Test
  void a_connect_that_has_not_ended_when_the_capture_does_is_there() throws Exception {
    try (KernelEvents events = KernelEvents.open(options().build())) {
      Recording capture = new Recording(events, cgroups);

      assertThat(client.talk("begin", "10.99.0.3", 443)).isEqualTo("begun");
      List<String> trace = capture.stop();

      assertThat(trace)
          .filteredOn(line -> line.contains(client.uid))
          .singleElement()
          .asString()
          .startsWith("{\"type\":\"connect\",")
          .contains("\"comm\":\"java\"", "\"ip\":4,\"proto\":\"TCP\"")
          .endsWith("\"daddr\":\"10.99.0.3\",\"dport\":443,\"outcome\":\"uncertain\"}");
    }
  }

  @Test
  void a_connect_whose_end_was_hidden_is_established_when_it_closes() throws Exception {
    try (KernelEvents kernel = KernelEvents.open(options().build())) {
      server.talk("listen", "::", 8080);
      assertThat(client.talk("begin", "10.99.0.3", 8080)).isEqualTo("begun");
      List<List<String>> begun = connecting();
      server.address("10.99.0.3/24", "fd99::3/64");
      List<Event> seen = new ArrayList<>();
      while (lines(seen, client).isEmpty()) {
        Thread.sleep(20);
        seen.addAll(events(kernel, client));
      }

      // As if no program had run when it was established, which the kernel does at no one's
      // request.
      for (List<String> entry : begun) {
        TestPod.command(entry.toArray(String[]::new));
      }
      client.hangUp();
      seen.addAll(events(kernel, client));

      assertThat(lines(seen, client))
          .containsExactly(
              "connect tcp 10.99.0.1 -> 10.99.0.3:8080 established",
              "connect tcp 10.99.0.1 -> 10.99.0.3:8080 established");
      assertThat(seen)
          .filteredOn(event -> event instanceof Event.Connection && event.cgroup() == id(client))
          .extracting(event -> ((Event.Connection) event).sport())
          .doesNotContain(0)
          .satisfies(ports -> assertThat(ports.get(0)).isEqualTo(ports.get(1)));
      ByteBuffer left = ByteBuffer.allocateDirect(1 << 16);
      kernel.unended(left);
      assertThat(left.remaining()).isZero();
    }
  }

  /** What puts back the connects that have not ended at the moment. */
  private static List<List<String>> connecting() throws IOException {
    Process dump = new ProcessBuilder("bpftool", "-j", "map", "dump", "name", "connecting").start();
    List<List<String>> updates = new ArrayList<>();
    for (JsonNode entry : new ObjectMapper().readTree(dump.getInputStream().readAllBytes())) {
      List<String> update = new ArrayList<>(List.of("bpftool", "map", "update", "name"));
      update.addAll(List.of("connecting", "key"));
      entry.get("key").forEach(octet -> update.add(octet.asText()));
      update.add("value");
      entry.get("value").forEach(octet -> update.add(octet.asText()));
      updates.add(update);
    }
    return updates;
  }
}
