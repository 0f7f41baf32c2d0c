// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.model.Diagnostic;
import dev.netpol.model.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** One reading of all inputs, in parts that any thread may take. */
@SuppressWarnings("EnumOrdinal") // arrays by field, format or key: looked up for every record
final class ReadRun {

  /** Bytes of a part: enough to be worth a turn, few enough to share the work evenly. */
  static final long PART = 16L << 20;

  /** Part size of a reading in order. */
  static final long WHOLE = Long.MAX_VALUE;

  private final List<Sniffed> inputs;
  private final ReadLimits limits;
  private final Optional<TraceFormat> format;
  private final LongConsumer progress;

  private final List<Part> parts = new ArrayList<>();
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  /** A range of an input; the fields behind it are written by the thread that reads it. */
  private static final class Part {
    final int input;
    final long from;
    final long until;
    long lines;
    long records;
    long understood;
    Optional<Diagnostic> error = Optional.empty();
    Optional<Throwable> failure = Optional.empty();

    Part(int input, long from, long until) {
      this.input = input;
      this.from = from;
      this.until = until;
    }
  }

  ReadRun(
      Inputs inputs,
      ReadLimits limits,
      Optional<TraceFormat> format,
      LongConsumer progress,
      long partSize) {
    this.inputs = inputs.list();
    this.limits = limits;
    this.format = format;
    this.progress = progress;
    for (int i = 0; i < this.inputs.size(); i++) {
      Sniffed input = this.inputs.get(i);
      long size = input.input().size();
      boolean whole =
          input.input().gzip() || input.layout() != Sniffed.Layout.LINES || size <= partSize;
      if (whole) {
        parts.add(new Part(i, 0, Long.MAX_VALUE));
      } else {
        for (long from = 0; from < size; from += partSize) {
          parts.add(new Part(i, from, Math.min(size, from + partSize)));
        }
      }
    }
    if (partSize != WHOLE) {
      // What cannot be split first, longest first: it would be waited for in the end.
      parts.sort(
          Comparator.comparing((Part part) -> part.until != Long.MAX_VALUE)
              .thenComparing(
                  part ->
                      part.until != Long.MAX_VALUE
                          ? 0
                          : -this.inputs.get(part.input).input().size()));
    }
  }

  int parts() {
    return parts.size();
  }

  /** Takes parts until there are none left. */
  void work(EventSink sink) {
    RecordParser[] parsers = new RecordParser[TraceFormat.values().length];
    byte[] buffer = Feed.buffer();
    int index;
    while ((index = next.getAndIncrement()) < parts.size()) {
      Part part = parts.get(index);
      try {
        buffer = read(part, parsers, sink, buffer);
      } catch (IOException e) {
        part.error = Optional.of(Inputs.unreadable(inputs.get(part.input).input().name(), e));
      } catch (RuntimeException | Error e) {
        part.failure = Optional.of(e);
        next.set(parts.size());
      }
    }
  }

  /** Returns the buffer, which may have grown. */
  private byte[] read(Part part, RecordParser[] parsers, EventSink sink, byte[] buffer)
      throws IOException {
    Sniffed sniffed = inputs.get(part.input);
    TraceFormat format = this.format.orElse(sniffed.format().orElse(TraceFormat.NETWORKTRACE));
    if (parsers[format.ordinal()] == null) {
      parsers[format.ordinal()] = new ForeignRecords(format, limits);
    }
    RecordParser parser = parsers[format.ordinal()];
    if (sniffed.layout() == Sniffed.Layout.CONTAINER_LOG) {
      parser = new ContainerLog(parser, limits);
    }
    RecordAt at = new RecordAt(part.input);
    try (Input.Open open = sniffed.input().open(Math.max(0, part.from - 1), this::count)) {
      Optional<Gunzip> gunzip =
          sniffed.input().gzip() ? Optional.of(new Gunzip(open, limits)) : Optional.empty();
      ByteSource source = gunzip.isPresent() ? gunzip.get() : open;
      Feed feed = sniffed.layout().feed(source, part.from, parser, at, sink, limits, buffer);
      feed.run(part.until);
      part.lines = at.line;
      part.records = feed.records;
      part.understood = feed.understood;
      if (gunzip.flatMap(Gunzip::damage).isPresent()) {
        String damage = gunzip.flatMap(Gunzip::damage).get();
        sink.skipped(new SkippedRecord(SkipReason.TORN, at.place(), "", damage));
      }
      return feed.buffer;
    }
  }

  private void count(long read) {
    progress.accept(bytes.addAndGet(read));
  }

  /** To be called when all threads are done. */
  Lines finish() {
    for (Part part : parts) {
      part.failure.ifPresent(ReadRun::rethrow);
    }
    List<TreeMap<Long, Long>> lines = new ArrayList<>();
    long[] records = new long[inputs.size()];
    long[] understood = new long[inputs.size()];
    for (int i = 0; i < inputs.size(); i++) {
      lines.add(new TreeMap<>());
    }
    List<Diagnostic> errors = new ArrayList<>();
    for (Part part : parts) {
      part.error.ifPresent(errors::add);
      lines.get(part.input).put(part.from, part.lines);
      records[part.input] += part.records;
      understood[part.input] += part.understood;
    }
    List<String> names = inputs.stream().map(input -> input.input().name()).toList();
    for (int i = 0; i < inputs.size() && errors.isEmpty(); i++) {
      if (records[i] > 0 && understood[i] == 0) {
        String tried = "read as " + format.map(TraceFormat::id).orElse("what its first lines are");
        errors.add(Inputs.notUnderstood(Position.of(names.get(i)), tried));
      }
    }
    Inputs.fail(errors);
    return new LineTable(names, lines);
  }

  private static void rethrow(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }
}
