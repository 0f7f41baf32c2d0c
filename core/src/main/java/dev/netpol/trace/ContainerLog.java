// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the prefix off the lines of a container runtime's log, {@code <time> <stream> <tags>
 * <content>}, and joins lines that the runtime has split: the tag P says that the record goes on in
 * the next line of the same stream, F that it ends (kubernetes, cri-client/pkg/logs/logs.go). So it
 * is with the {@linkplain DockerLine lines of Docker}.
 */
final class ContainerLog implements RecordParser {

  private static final Pattern PREFIX =
      Pattern.compile(LogPrefix.TIME + "(stdout|stderr) ([FP])\\S* ");

  private final RecordParser inner;
  private final int limit;
  private final JsonMapper mapper;
  private final Map<String, Partial> partials = new LinkedHashMap<>();

  ContainerLog(RecordParser inner, ReadLimits limits) {
    this.inner = inner;
    this.limit = limits.lineLength();
    this.mapper = Json.mapper(limits);
  }

  /** Whether the line has such a prefix. */
  static boolean recognises(String line) {
    return PREFIX.matcher(line).lookingAt() || DockerLine.recognises(line);
  }

  @Override
  public boolean record(byte[] bytes, int from, int to, RecordAt at, EventSink sink) {
    String head = new String(bytes, from, Math.min(64, to - from), StandardCharsets.ISO_8859_1);
    Matcher prefix = PREFIX.matcher(head);
    if (prefix.lookingAt()) {
      boolean more = prefix.group(2).equals("P");
      return piece(prefix.group(1), more, bytes, from + prefix.end(), to, at, sink);
    }
    Optional<DockerLine> docker = DockerLine.of(mapper, bytes, from, to);
    if (docker.isPresent()) {
      DockerLine line = docker.get();
      byte[] printed = line.padded();
      int length = printed.length - EightBytes.PADDING;
      return piece(line.stream(), line.more(), printed, 0, length, at, sink);
    }
    return inner.record(bytes, from, to, at, sink);
  }

  private boolean piece(
      String stream, boolean more, byte[] bytes, int start, int to, RecordAt at, EventSink sink) {
    Partial partial = partials.get(stream);
    if (more) {
      if (partial == null) {
        partial = new Partial(at);
        partials.put(stream, partial);
      }
      partial.add(bytes, start, to, limit);
      return true;
    }
    if (partial == null) {
      if (start == to) {
        JsonRecords.skip(SkipReason.BLANK, bytes, start, to, at, sink);
        return true;
      }
      return inner.record(bytes, start, to, at, sink);
    }
    partials.remove(stream);
    partial.add(bytes, start, to, limit);
    return partial.handOver(inner, sink);
  }

  @Override
  public void finish(EventSink sink) {
    // Sorted by place: which stream comes first must not matter.
    partials.values().stream()
        .sorted((left, right) -> left.at.place().compareTo(right.at.place()))
        .forEach(partial -> partial.handOver(inner, sink));
    partials.clear();
    inner.finish(sink);
  }

  /** A record whose end has not been seen. */
  private static final class Partial {
    private final RecordAt at;
    private final ByteArrayOutputStream content = new ByteArrayOutputStream();
    private boolean tooLong;

    Partial(RecordAt first) {
      this.at = new RecordAt(first.input);
      at.offset = first.offset;
      at.line = first.line;
    }

    void add(byte[] bytes, int from, int to, int limit) {
      tooLong |= content.size() + (to - from) > limit;
      if (!tooLong) {
        content.write(bytes, from, to - from);
      }
    }

    boolean handOver(RecordParser inner, EventSink sink) {
      int size = content.size();
      byte[] bytes = Arrays.copyOf(content.toByteArray(), size + EightBytes.PADDING);
      if (tooLong || size == 0) {
        SkipReason reason = tooLong ? SkipReason.TOO_LONG : SkipReason.BLANK;
        JsonRecords.skip(reason, bytes, 0, size, at, sink);
        return false;
      }
      return inner.record(bytes, 0, size, at, sink);
    }
  }
}
