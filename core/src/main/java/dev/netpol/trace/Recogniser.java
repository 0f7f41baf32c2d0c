// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Takes records only to find out which format they are of. */
final class Recogniser implements RecordParser {

  private final JsonMapper mapper;
  private Optional<TraceFormat> found = Optional.empty();
  private boolean blank = true;

  Recogniser(ReadLimits limits) {
    this.mapper = Json.mapper(limits);
  }

  Optional<TraceFormat> found() {
    return found;
  }

  /** Whether there was no record at all. */
  boolean blank() {
    return blank;
  }

  @Override
  public boolean record(byte[] bytes, int from, int to, RecordAt at, EventSink sink) {
    blank = false;
    if (found.isEmpty()) {
      HeadLine head = head(bytes, from, to);
      for (TraceFormat format : TraceFormat.values()) {
        if (found.isEmpty() && format.recognises(head)) {
          found = Optional.of(format);
        }
      }
    }
    return found.isPresent();
  }

  private HeadLine head(byte[] bytes, int from, int to) {
    int start = LogPrefix.behind(bytes, from, to);
    String text = new String(bytes, start, to - start, StandardCharsets.UTF_8);
    if (bytes[start] == '{') {
      try {
        JsonNode json = mapper.readTree(bytes, start, to - start);
        return new HeadLine(text, json);
      } catch (IOException e) {
        return HeadLine.notJson(text);
      }
    }
    return HeadLine.notJson(text);
  }
}
