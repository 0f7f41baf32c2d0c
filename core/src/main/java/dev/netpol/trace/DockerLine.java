// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A line that Docker's driver json-file wrote: <code>{"log":"...\n","stream":"stdout","time":"..."}
 * </code>.
 *
 * @param text what the container printed, without the end of its line
 * @param more whether its line goes on in the next record of the stream
 */
record DockerLine(String stream, String text, boolean more) {

  private static final Pattern BEGIN = Pattern.compile("\\{\\s*\"log\"\\s*:\\s*\"");
  private static final Pattern STREAM = Pattern.compile("\"stream\"\\s*:\\s*\"std(?:out|err)\"");

  /**
   * Docker splits lines above 16 KiB (moby, daemon/logger/copier.go), which may be fewer characters
   * in other scripts. Shorter ones without an end are whole: copies of such a log may lack ends.
   */
  private static final int SPLIT = 4096;

  static boolean recognises(String line) {
    return BEGIN.matcher(line).lookingAt() && STREAM.matcher(line).find();
  }

  /** The line, or empty if it is none of Docker's. */
  static Optional<DockerLine> of(JsonMapper mapper, byte[] line, int from, int to) {
    int head = Math.min(64, to - from);
    if (!BEGIN.matcher(new String(line, from, head, StandardCharsets.ISO_8859_1)).lookingAt()) {
      return Optional.empty();
    }
    JsonNode json;
    try {
      json = mapper.readTree(line, from, to - from);
    } catch (IOException e) {
      return Optional.empty();
    }
    Optional<String> stream = Json.text(json.path("stream"));
    if (stream.isEmpty() || !json.path("log").isTextual()) {
      return Optional.empty();
    }
    String log = json.path("log").textValue();
    int length = log.length();
    while (length > 0 && (log.charAt(length - 1) == '\n' || log.charAt(length - 1) == '\r')) {
      length--;
    }
    boolean more = !log.endsWith("\n") && length >= SPLIT;
    return Optional.of(new DockerLine(stream.get(), log.substring(0, length), more));
  }

  /** What it printed, with padding behind. */
  byte[] padded() {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return Arrays.copyOf(bytes, bytes.length + EightBytes.PADDING);
  }
}
