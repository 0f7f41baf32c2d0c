// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Takes records only to find out which format they are of. */
final class Recogniser implements RecordParser {

  private final JsonMapper mapper;
  private Optional<TraceFormat> found = Optional.empty();
  private boolean blank = true;
  private boolean objects;

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

  /** Whether there was an object of Kubernetes, which is part of a snapshot and no record. */
  boolean objects() {
    return objects;
  }

  @Override
  public boolean record(byte[] bytes, int from, int to, RecordAt at, EventSink sink) {
    blank = false;
    if (found.isEmpty()) {
      HeadLine head = head(bytes, from, to);
      found = format(head);
      objects |= head.has("apiVersion") || head.line().startsWith("apiVersion: ");
    }
    return found.isPresent();
  }

  /** The format that the record is of, if it is of any. */
  static Optional<TraceFormat> format(HeadLine head) {
    return Arrays.stream(TraceFormat.values())
        .filter(format -> format.recognises(head))
        .findFirst();
  }

  HeadLine head(byte[] bytes, int from, int to) {
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
