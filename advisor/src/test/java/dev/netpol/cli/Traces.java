// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Small traces, in lines as a capture writes them. */
final class Traces {
  static final String HEADER =
      """
      {"type":"trace","version":1,"node":"n1","started":"2026-11-20T12:00:00Z",\
      "covers":{"connect":["TCP","UDP"],"accept":["TCP","UDP"]},"filters":{}}""";
  static final String END =
      """
      {"type":"end","time":"2026-11-20T12:05:00Z","node":"n1","received":9,"written":9,"lost":{}}""";
  static final String WEB =
      """
      {"type":"object","time":"2026-11-20T12:00:00Z","object":{"apiVersion":"v1","kind":"Pod",\
      "metadata":{"name":"web","namespace":"shop","uid":"u1","labels":{"app":"web"}},\
      "spec":{"nodeName":"n1"},"status":{"phase":"Running","podIP":"10.0.0.1"}}}""";
  static final String DB =
      """
      {"type":"object","time":"2026-11-20T12:00:00Z","object":{"apiVersion":"v1","kind":"Pod",\
      "metadata":{"name":"db","namespace":"shop","uid":"u2","labels":{"app":"db"}},\
      "spec":{"nodeName":"n1"},"status":{"phase":"Running","podIP":"10.0.0.2"}}}""";

  private Traces() {}

  /** A connect over TCP from the pod {@code shop/web}. */
  static String connect(int pid, String comm, String saddr, String daddr, int dport, String more) {
    return """
        {"type":"connect","time":"2026-11-20T12:00:01.203114Z","node":"n1","namespace":"shop",\
        "pod":"web","podUid":"u1","pid":%d,"comm":"%s","ip":%d,"proto":"TCP",\
        "saddr":"%s","sport":51514,"daddr":"%s","dport":%d,"outcome":"established"%s}"""
        .formatted(pid, comm, saddr.contains(":") ? 6 : 4, saddr, daddr, dport, more);
  }

  static String connect(int pid, String comm, String saddr, String daddr, int dport) {
    return connect(pid, comm, saddr, daddr, dport, "");
  }

  static Path write(Path file, String... lines) throws IOException {
    return Files.write(file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** The first half of a gzip file. */
  static Path writeHalf(Path file, List<String> lines) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
    }
    return Files.write(file, Arrays.copyOf(bytes.toByteArray(), bytes.size() / 2));
  }
}
