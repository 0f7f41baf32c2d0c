// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.trace.TraceReader;
import dev.netpol.trace.TraceSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Logs to fold. */
final class Logs {

  private Logs() {}

  static FlowTable fold(List<String> lines) {
    return fold(lines, AddressCuts.NONE);
  }

  static FlowTable fold(List<String> lines, AddressCuts cuts) {
    byte[] bytes = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    try (TraceReader reader =
        TraceReader.of(TraceSource.of(new ByteArrayInputStream(bytes), "<log>"))) {
      return FlowTable.read(reader, cuts);
    }
  }

  static String connect(String time, String pod, String comm, String daddr, int dport) {
    return ("{\"type\":\"connect\",\"time\":\"%s\",\"node\":\"n\",\"namespace\":\"demo\","
            + "\"pod\":\"%s\",\"comm\":\"%s\",\"proto\":\"TCP\",\"saddr\":\"10.0.0.1\","
            + "\"sport\":1,\"daddr\":\"%s\",\"dport\":%d,\"outcome\":\"established\"}")
        .formatted(time, pod, comm, daddr, dport);
  }

  /**
   * At least one line is an event. Few distinct values, so that much repeats and much is equal in
   * part.
   */
  static List<String> random(Random random, int size) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      lines.add(line(random));
    }
    if (size > 0) {
      lines.set(random.nextInt(size), event(random, "2026-11-20T12:00:00Z", "node-0"));
    }
    return lines;
  }

  private static String line(Random random) {
    int kind = random.nextInt(20);
    String time = "2026-11-20T12:00:%02dZ".formatted(random.nextInt(6));
    String node = "node-" + random.nextInt(2);
    return switch (kind) {
      case 0 ->
          ("{\"type\":\"trace\",\"version\":1,\"node\":\"%s\",\"started\":\"%s\","
                  + "\"covers\":{\"connect\":[\"TCP\"%s]}}")
              .formatted(node, time, random.nextBoolean() ? ",\"UDP\"" : "");
      case 1 ->
          "{\"type\":\"end\",\"time\":\"%s\",\"node\":\"%s\",\"lost\":{\"ringbuf\":%d}}"
              .formatted(time, node, random.nextInt(5));
      case 2 ->
          "{\"type\":\"lost\",\"time\":\"%s\",\"layer\":\"ringbuf\",\"count\":%d}"
              .formatted(time, random.nextInt(3) == 0 ? Long.MAX_VALUE : random.nextInt(3));
      case 3 ->
          "{\"type\":\"object\",\"time\":\"%s\",\"object\":{\"kind\":\"Pod\",\"metadata\":{\"name\":\"p%d\"}}}"
              .formatted(time, random.nextInt(3));
      case 4 -> "{\"torn\":";
      case 5 -> "nothing known " + random.nextInt(9);
      default -> event(random, time, node);
    };
  }

  private static String event(Random random, String time, String node) {
    String[] outcomes = {"established", "refused", "timeout", "error", "attempted"};
    String[] froms = {"10.0.0.1", "10.0.0.2", "::ffff:10.0.0.1"};
    String labels = random.nextInt(3) == 0 ? ",\"labels\":{\"app\":\"a\"}" : "";
    String at = random.nextInt(5) == 0 ? "" : "\"time\":\"" + time + "\",";
    return ("{\"type\":\"%s\",%s\"node\":\"%s\",\"namespace\":\"demo\",\"pod\":\"p%d\",\"pid\":%d,"
            + "\"comm\":\"c%d\",\"exe\":\"/e%d\",%s\"proto\":\"%s\",\"saddr\":\"%s\",\"sport\":%d,"
            + "\"daddr\":\"10.0.1.%d\",\"dport\":%d,\"outcome\":\"%s\",\"count\":%d%s}")
        .formatted(
            random.nextBoolean() ? "connect" : "accept",
            at,
            node,
            random.nextInt(2),
            random.nextInt(3),
            random.nextInt(12),
            random.nextInt(2),
            random.nextBoolean() ? "\"ip\":4," : "",
            random.nextBoolean() ? "TCP" : "UDP",
            froms[random.nextInt(froms.length)],
            random.nextInt(3),
            random.nextInt(2),
            80 + random.nextInt(2),
            outcomes[random.nextInt(outcomes.length)],
            random.nextInt(20) == 0 ? Long.MAX_VALUE : 1 + random.nextInt(2),
            labels);
  }
}
