// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.model.Diagnostic;
import java.util.List;
import java.util.Objects;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * Reads traces. Any number of inputs, of any of the {@link TraceFormat}s; the format of each file
 * is recognised from its content. May be read any number of times; {@link #close()} removes what
 * was kept of streams.
 *
 * <p>Bad records are handed to {@link EventSink#skipped} and reading goes on. An input of which
 * nothing is understood is a {@link TraceException}.
 */
public final class TraceReader implements AutoCloseable {

  private final List<TraceSource> sources;

  private TraceReader(List<TraceSource> sources) {
    this.sources = List.copyOf(sources);
  }

  public static TraceReader of(List<TraceSource> sources) {
    return new TraceReader(sources);
  }

  public static TraceReader of(TraceSource... sources) {
    return new TraceReader(List.of(sources));
  }

  /** With other limits than {@link ReadLimits#DEFAULT}. */
  public TraceReader limits(ReadLimits limits) {
    Objects.requireNonNull(limits, "limits");
    return this;
  }

  /** Reads every input as this format, whatever it looks like. */
  public TraceReader format(TraceFormat format) {
    Objects.requireNonNull(format, "format");
    return this;
  }

  /** At most so many threads; the number of processors when not said. */
  public TraceReader threads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads should be at least 1: was " + threads);
    }
    return this;
  }

  /** Called now and then, from any thread, with the number of bytes read so far. */
  public TraceReader progress(LongConsumer bytesRead) {
    Objects.requireNonNull(bytesRead, "bytesRead");
    return this;
  }

  /** The files that are read, folders expanded, in the order of {@link EventView#input()}. */
  public List<String> inputs() {
    return sources.stream().map(TraceSource::name).toList();
  }

  /** Bytes of all inputs as they are stored, for a progress bar. */
  public long size() {
    return 0;
  }

  /** What is worth knowing about the inputs, for example files of a folder that are no traces. */
  public List<Diagnostic> findings() {
    return List.of();
  }

  /**
   * Reads everything in one thread, input by input, each from its start. Places are lines of their
   * inputs.
   *
   * @throws TraceException if an input cannot be read, or nothing in it is understood
   */
  public void read(EventSink sink) {
    Objects.requireNonNull(sink, "sink");
    throw new UnsupportedOperationException("not yet");
  }

  /**
   * Reads everything with several threads, files that are lines by byte range. Together the sinks
   * get every record once; which sink gets which records is not defined, so that what is made of
   * them must not depend on it.
   *
   * @return the sinks, after {@link EventSink#complete}
   * @throws TraceException if an input cannot be read, or nothing in it is understood
   */
  public <S extends EventSink> List<S> read(Supplier<S> sinkPerWorker) {
    Objects.requireNonNull(sinkPerWorker, "sinkPerWorker");
    throw new UnsupportedOperationException("not yet");
  }

  /** Removes the temporary copies of streams. */
  @Override
  public void close() {}
}
