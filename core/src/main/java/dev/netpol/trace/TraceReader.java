// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.model.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Reads traces. Any number of inputs, of any of the {@link TraceFormat}s; the format of each file
 * is recognised from its content. May be read any number of times; {@link #close()} removes what
 * was kept of streams.
 *
 * <p>Bad records are handed to {@link EventSink#skipped} and reading goes on. An input of which
 * nothing is understood is a {@link TraceException}; so is one that cannot be read. Both are thrown
 * by whatever method looks at the inputs first.
 */
public final class TraceReader implements AutoCloseable {

  private final List<TraceSource> sources;
  private final ReadLimits limits;
  private final Optional<TraceFormat> format;
  private final int threads;
  private final LongConsumer progress;
  private final long partSize;
  private Optional<Inputs> opened = Optional.empty();

  private TraceReader(
      List<TraceSource> sources,
      ReadLimits limits,
      Optional<TraceFormat> format,
      int threads,
      LongConsumer progress,
      long partSize) {
    this.sources = List.copyOf(sources);
    this.limits = limits;
    this.format = format;
    this.threads = threads;
    this.progress = progress;
    this.partSize = partSize;
  }

  public static TraceReader of(List<TraceSource> sources) {
    return new TraceReader(
        sources,
        ReadLimits.DEFAULT,
        Optional.empty(),
        Runtime.getRuntime().availableProcessors(),
        bytes -> {},
        ReadRun.PART);
  }

  public static TraceReader of(TraceSource... sources) {
    return of(List.of(sources));
  }

  /** With other limits than {@link ReadLimits#DEFAULT}. */
  public TraceReader limits(ReadLimits other) {
    Objects.requireNonNull(other, "limits");
    return new TraceReader(sources, other, format, threads, progress, partSize);
  }

  /** Reads every input as this format, whatever it looks like. */
  public TraceReader format(TraceFormat forced) {
    return new TraceReader(sources, limits, Optional.of(forced), threads, progress, partSize);
  }

  /** With at most so many threads; else as many as there are processors. */
  public TraceReader threads(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("threads should be at least 1: was " + most);
    }
    return new TraceReader(sources, limits, format, most, progress, partSize);
  }

  /** Called now and then, from any thread, with the bytes of {@link #size()} read so far. */
  public TraceReader progress(LongConsumer bytesRead) {
    Objects.requireNonNull(bytesRead, "bytesRead");
    return new TraceReader(sources, limits, format, threads, bytesRead, partSize);
  }

  /** With smaller or larger parts; the result is the same. */
  TraceReader partSize(long bytes) {
    return new TraceReader(sources, limits, format, threads, progress, bytes);
  }

  /** The files that are read, folders expanded, in the order of {@link EventView#input()}. */
  public List<String> inputs() {
    return open().list().stream().map(input -> input.input().name()).toList();
  }

  /** Bytes of all inputs as they are stored. */
  public long size() {
    return open().list().stream().mapToLong(input -> input.input().size()).sum();
  }

  /** What is worth knowing about the inputs, for example files of a folder that are no traces. */
  public List<Diagnostic> findings() {
    return open().findings();
  }

  /**
   * Reads everything in one thread, input by input, each from its start. The line of a place is
   * then the line of the input.
   *
   * @throws TraceException if an input cannot be read, or nothing in it is understood
   */
  public void read(EventSink sink) {
    Objects.requireNonNull(sink, "sink");
    ReadRun run = new ReadRun(open(), limits, format, progress, ReadRun.WHOLE);
    run.work(sink);
    sink.complete(run.finish());
  }

  /**
   * Reads everything with several threads, files that are lines by byte range. Together the sinks
   * get every record once; which sink gets which records is not defined, so what is made of them
   * must not depend on it.
   *
   * @param sinkPerWorker makes the sink of one thread; called in this thread
   * @return the sinks, after {@link EventSink#complete}
   * @throws TraceException if an input cannot be read, or nothing in it is understood
   */
  public <S extends EventSink> List<S> read(Supplier<S> sinkPerWorker) {
    Objects.requireNonNull(sinkPerWorker, "sinkPerWorker");
    ReadRun run = new ReadRun(open(), limits, format, progress, partSize);
    List<S> sinks = new ArrayList<>();
    List<Thread> others = new ArrayList<>();
    for (int i = 0; i < Math.max(1, Math.min(threads, run.parts())); i++) {
      S sink = sinkPerWorker.get();
      sinks.add(sink);
      if (i > 0) {
        Thread thread = new Thread(() -> run.work(sink), "trace-reader-" + i);
        thread.setDaemon(true);
        others.add(thread);
      }
    }
    others.forEach(Thread::start);
    run.work(sinks.get(0));
    others.forEach(TraceReader::join);
    Lines lines = run.finish();
    sinks.forEach(sink -> sink.complete(lines));
    return sinks;
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        // The parts are shared: there is no result before all threads are done.
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Inputs open() {
    if (opened.isEmpty()) {
      opened = Optional.of(Inputs.open(sources, limits, format));
    }
    return opened.get();
  }

  /** Removes the temporary copies of streams. */
  @Override
  public void close() {
    sources.forEach(TraceSource::close);
  }
}
