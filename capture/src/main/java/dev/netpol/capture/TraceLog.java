// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import com.google.common.math.LongMath;
import dev.netpol.trace.ConnectionEvent;
import dev.netpol.trace.EndRecord;
import dev.netpol.trace.LostRecord;
import dev.netpol.trace.Place;
import dev.netpol.trace.TraceException;
import dev.netpol.trace.TraceHeader;
import dev.netpol.trace.TraceObject;
import dev.netpol.trace.TraceReader;
import dev.netpol.trace.TraceSource;
import dev.netpol.trace.TraceWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A trace, in one stream or in files that are full one after the other. Each file has the header;
 * the objects are there again as soon as the file that had them is deleted, and what else was in
 * that one is recorded as lost, beside the losses that it told of.
 */
final class TraceLog implements Recorder {
  private static final Place HERE = new Place(0, 0, 0);

  private final LineOutput out;
  private final TraceHeader header;
  private final List<String> objects;
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream(1 << 16);
  private final TraceWriter writer;
  private final SortedMap<String, Long> deleted = new TreeMap<>();
  private long preamble;
  private int filesSinceObjects;
  private long written;

  /**
   * A log that has nothing yet.
   *
   * @param objects of the cluster, as JSON
   */
  TraceLog(LineOutput out, TraceHeader header, List<String> objects) throws IOException {
    this.out = out;
    this.header = header;
    this.objects = objects;
    this.writer = new TraceWriter(waiting);
  }

  /** Says at once that the capture has begun. */
  void begin() throws IOException {
    writer.header(header);
    writeObjects();
    preamble = pending();
    flush();
  }

  @Override
  public void connection(ConnectionEvent event) throws IOException {
    if (out.full() != Long.MAX_VALUE && out.size() + pending() - preamble >= out.full()) {
      nextFile(event.time());
    }
    writer.event(event);
    written++;
  }

  @Override
  public void lost(long time, String layer, long more) throws IOException {
    writer.lost(new LostRecord(time, header.node(), layer, more, HERE));
  }

  /**
   * The orderly end.
   *
   * @param lost by layer, without what was deleted with old files
   */
  void end(long time, long received, SortedMap<String, Long> lost) throws IOException {
    SortedMap<String, Long> all = new TreeMap<>(lost);
    all.putAll(deleted);
    writer.end(new EndRecord(time, header.node(), received, written, all, HERE));
    flush();
  }

  /** Connections in the log, those of deleted files included. */
  long written() {
    return written;
  }

  /** Connections that were in files that are gone. */
  long deleted() {
    return deleted.getOrDefault("rotation", 0L);
  }

  @Override
  public void flush() throws IOException {
    writer.flush();
    if (waiting.size() > 0) {
      byte[] lines = taken();
      if (out.begunAnew()) {
        writer.header(header);
        writeObjects();
        preamble = pending();
        byte[] first = taken();
        out.write(first, first.length);
      }
      out.write(lines, lines.length);
    }
  }

  private byte[] taken() {
    byte[] lines = waiting.toByteArray();
    waiting.reset();
    return lines;
  }

  private long pending() throws IOException {
    writer.flush();
    return waiting.size();
  }

  private void writeObjects() throws IOException {
    for (String object : objects) {
      writer.object(new TraceObject(header.started(), object, false, HERE));
    }
    filesSinceObjects = 0;
  }

  private void nextFile(long time) throws IOException {
    flush();
    List<Path> surplus = out.next();
    writer.header(header);
    filesSinceObjects++;
    if (filesSinceObjects >= out.files()) {
      writeObjects();
    }
    for (Path file : surplus) {
      delete(file, time);
    }
    preamble = pending();
  }

  private void delete(Path file, long time) throws IOException {
    Remains remains = new Remains();
    try (TraceReader reader = TraceReader.of(TraceSource.of(file))) {
      reader.read(remains);
    } catch (TraceException e) {
      return; // has such a name and is no trace: not ours to delete
    }
    Files.delete(file);
    deleted.merge("rotation", remains.records(), LongMath::saturatedAdd);
    if (remains.records() > 0) {
      lost(time, "rotation", remains.records());
    }
    for (Map.Entry<Remains.Layer, Long> layer : remains.lost().entrySet()) {
      Remains.Layer where = layer.getKey();
      writer.lost(new LostRecord(time, where.node(), where.name(), layer.getValue(), HERE));
    }
  }
}
