// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Loads what takes long to load and reading a log needs, beside the reading of the command line:
 * starting is most of a short run. Of other people's classes alone, since two threads that
 * initialise classes of one program may wait for each other.
 */
final class Ahead {

  /** One, so that its hash is worked out: the first record of a program makes the JVM's tools. */
  private record Any(String text, long number, boolean flag) {}

  private Ahead() {}

  /** Unless these words name no log. */
  static void start(String... words) {
    for (String word : words) {
      if (word.startsWith("--input")) {
        start();
        return;
      }
    }
  }

  private static void start() {
    Thread thread = new Thread(Ahead::load, "ahead");
    thread.setDaemon(true);
    thread.start();
  }

  @SuppressWarnings("unused") // what counts is that they were there
  private static void load() {
    try {
      byte[] json = "{\"a\":[1,\"b\"]}".getBytes(StandardCharsets.UTF_8);
      String text = JsonMapper.builder().build().readTree(json).toString();
      long time = Instant.parse("1970-01-01T00:00:01.5Z").getEpochSecond();
      Any any = new Any(text, time, true);
      boolean equal = any.equals(new Any(text, any.hashCode(), true));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
