// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the prefix off the lines of a container runtime's log, {@code <time> <stream> <tags>
 * <content>}, and joins lines that the runtime has split: the tag P says that the record goes on in
 * the next line of the same stream, F that it ends (kubernetes, cri-client/pkg/logs/logs.go).
 */
final class ContainerLog implements RecordParser {

  private static final Pattern PREFIX =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\d[Tt][0-9:.]{8,18}(?:[Zz]|[+-]\\d\\d:\\d\\d) (stdout|stderr)"
              + " ([FP])\\S* ");

  private final RecordParser inner;
  private final int limit;
  private final Map<String, Partial> partials = new LinkedHashMap<>();

  ContainerLog(RecordParser inner, ReadLimits limits) {
    this.inner = inner;
    this.limit = limits.lineLength();
  }

  /** Whether the line has such a prefix. */
  static boolean recognises(String line) {
    return PREFIX.matcher(line).lookingAt();
  }

  @Override
  public boolean record(byte[] bytes, int from, int to, RecordAt at, EventSink sink) {
    String head = new String(bytes, from, Math.min(64, to - from), StandardCharsets.ISO_8859_1);
    Matcher prefix = PREFIX.matcher(head);
    if (!prefix.lookingAt()) {
      return inner.record(bytes, from, to, at, sink);
    }
    int start = from + prefix.end();
    Partial partial = partials.get(prefix.group(1));
    if (prefix.group(2).equals("P")) {
      if (partial == null) {
        partial = new Partial(at);
        partials.put(prefix.group(1), partial);
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
    partials.remove(prefix.group(1));
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
