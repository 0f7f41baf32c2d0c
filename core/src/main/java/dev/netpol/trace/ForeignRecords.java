// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Looks again at what the parser of a file's format does not know: where logs of several tools were
 * joined into one file, it may be a connection in another format, or in the wrapping of a log that
 * begins late.
 */
final class ForeignRecords implements RecordParser {

  /** Of two addresses as short as {@code ::1}. */
  private static final int SEPARATORS = 4;

  private final TraceFormat own;
  private final RecordParser inner;
  private final Recogniser recogniser;
  private final JsonMapper mapper;
  private final Doubting doubting = new Doubting();

  ForeignRecords(TraceFormat own, ReadLimits limits) {
    this.own = own;
    this.inner = own.parser(limits);
    this.recogniser = new Recogniser(limits);
    this.mapper = Json.mapper(limits);
  }

  @Override
  public boolean record(byte[] bytes, int from, int to, RecordAt at, EventSink sink) {
    doubting.sink = sink;
    doubting.bytes = bytes;
    doubting.from = from;
    doubting.to = to;
    return inner.record(bytes, from, to, at, doubting);
  }

  @Override
  public int line(byte[] bytes, int from, int to, RecordAt at, EventSink sink) {
    return inner.line(bytes, from, to, at, sink);
  }

  @Override
  public void finish(EventSink sink) {
    inner.finish(sink);
  }

  private boolean foreign(byte[] bytes, int from, int to) {
    if (!endsMayBe(bytes, from, to)) {
      return false;
    }
    HeadLine head = recogniser.head(bytes, from, to);
    if (own.recognises(head)) {
      return false;
    }
    return Recogniser.format(head).isPresent()
        || DockerLine.of(mapper, bytes, from, to)
            .map(DockerLine::padded)
            .map(line -> recogniser.head(line, 0, line.length - EightBytes.PADDING))
            .flatMap(Recogniser::format)
            .isPresent();
  }

  /**
   * Whether the two ends of a connection may stand there, as addresses or names. To ask all formats
   * takes long, and a log may have a lot of other lines.
   */
  private static boolean endsMayBe(byte[] bytes, int from, int to) {
    int separators = 0;
    for (int i = from; i < to && separators < SEPARATORS; i++) {
      separators += bytes[i] == '.' || bytes[i] == ':' || bytes[i] == '/' ? 1 : 0;
    }
    return separators == SEPARATORS;
  }

  /** Hands all on, but not every reason to skip the record at hand. */
  private final class Doubting implements EventSink {
    private EventSink sink = event -> {};
    private byte[] bytes = new byte[0];
    private int from;
    private int to;

    @Override
    public void skipped(SkippedRecord record) {
      boolean unknown =
          switch (record.reason()) {
            case NOT_JSON, NOT_A_RECORD, UNKNOWN_TYPE -> true;
            default -> false;
          };
      sink.skipped(
          unknown && foreign(bytes, from, to)
              ? new SkippedRecord(SkipReason.FOREIGN, record.at(), "", record.excerpt())
              : record);
    }

    @Override
    public void event(EventView event) {
      sink.event(event);
    }

    @Override
    public void unreadableTime(Place at) {
      sink.unreadableTime(at);
    }

    @Override
    public void header(TraceHeader header) {
      sink.header(header);
    }

    @Override
    public void object(TraceObject object) {
      sink.object(object);
    }

    @Override
    public void lost(LostRecord lost) {
      sink.lost(lost);
    }

    @Override
    public void end(EndRecord end) {
      sink.end(end);
    }
  }
}
