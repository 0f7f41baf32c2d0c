// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Protocol;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * Writes our own format, version 1: JSON lines, one record a line, keys in a fixed order, what is
 * unknown or as usual left out. Reading what was written gives what was given.
 */
public final class TraceWriter implements AutoCloseable {

  private final JsonMapper mapper = Json.mapper(ReadLimits.DEFAULT);
  private final JsonGenerator json;

  /** Writes UTF-8. */
  public TraceWriter(OutputStream out) throws IOException {
    this.json = mapper.getFactory().createGenerator(out, JsonEncoding.UTF8);
    json.setRootValueSeparator(null);
  }

  /** What a capture says about itself; the first record of a file. */
  public void header(TraceHeader header) throws IOException {
    begin("trace");
    json.writeNumberField("version", header.version());
    text("node", header.node());
    time("started", header.started());
    json.writeObjectFieldStart("covers");
    covers("connect", header.covers().get(Side.CONNECT));
    covers("accept", header.covers().get(Side.ACCEPT));
    json.writeEndObject();
    json.writeObjectFieldStart("filters");
    for (var filter : header.filters().entrySet()) {
      json.writeArrayFieldStart(clean(filter.getKey()));
      for (String value : filter.getValue()) {
        json.writeString(clean(value));
      }
      json.writeEndArray();
    }
    json.writeEndObject();
    text("hook", header.hook());
    text("kernel", header.kernel());
    finish();
  }

  private void covers(String side, @org.jspecify.annotations.Nullable Set<Protocol> protocols)
      throws IOException {
    if (protocols != null) {
      json.writeArrayFieldStart(side);
      for (Protocol protocol : protocols) {
        json.writeString(protocol.name());
      }
      json.writeEndArray();
    }
  }

  /**
   * A Kubernetes object.
   *
   * @throws IllegalArgumentException if {@link TraceObject#json} is no JSON object
   */
  public void object(TraceObject object) throws IOException {
    JsonNode tree;
    try {
      tree = mapper.readTree(object.json());
    } catch (IOException e) {
      throw new IllegalArgumentException("an object of a trace should be JSON", e);
    }
    if (!tree.isObject()) {
      throw new IllegalArgumentException("an object of a trace should be a JSON object");
    }
    begin("object");
    time("time", object.time());
    if (object.deleted()) {
      json.writeBooleanField("deleted", true);
    }
    json.writeFieldName("object");
    mapper.writeTree(json, tree);
    finish();
  }

  /**
   * A connection, as our own format says it: what it has no field for is not written, such as who
   * saw it if that was no pod.
   */
  public void event(ConnectionEvent event) throws IOException {
    begin(event.side() == Side.CONNECT ? "connect" : "accept");
    time("time", event.time());
    text("node", event.node());
    Identity observer = event.observer().identity();
    if (observer.kind() == Identity.Kind.POD) {
      text("namespace", observer.namespace());
      text("pod", observer.name());
      text("podUid", observer.uid());
    }
    text("container", event.container());
    number("pid", event.pid(), 0);
    text("comm", event.comm());
    text("exe", event.exe());
    event.saddr().or(event::daddr).ifPresent(this::family);
    json.writeStringField("proto", event.protocol().name());
    if (event.saddr().isPresent()) {
      json.writeStringField("saddr", event.saddr().get().toString());
    }
    number("sport", event.sport(), 0);
    if (event.daddr().isPresent()) {
      json.writeStringField("daddr", event.daddr().get().toString());
    }
    json.writeNumberField("dport", event.dport());
    json.writeStringField("outcome", event.outcome().id());
    number("errno", event.errno(), 0);
    number("elapsedMs", event.elapsedMillis(), -1);
    if (event.requested().isPresent()) {
      Requested requested = event.requested().get();
      json.writeObjectFieldStart("requested");
      json.writeStringField("daddr", requested.address().toString());
      json.writeNumberField("dport", requested.port());
      json.writeEndObject();
    }
    number("count", event.count(), 1);
    if (event.last() != event.time()) {
      time("last", event.last());
    }
    labels(event.observer().labels());
    if (event.existing()) {
      json.writeBooleanField("existing", true);
    }
    if (event.uncertain()) {
      json.writeBooleanField("uncertain", true);
    }
    finish();
  }

  private void family(IpAddress address) {
    try {
      json.writeNumberField("ip", address.isV4() ? 4 : 6);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void labels(Labels labels) throws IOException {
    if (!labels.isEmpty()) {
      json.writeObjectFieldStart("labels");
      for (Map.Entry<String, String> label : labels.asMap().entrySet()) {
        json.writeStringField(clean(label.getKey()), clean(label.getValue()));
      }
      json.writeEndObject();
    }
  }

  /** Events that were lost. */
  public void lost(LostRecord lost) throws IOException {
    begin("lost");
    time("time", lost.time());
    text("node", lost.node());
    text("layer", lost.layer());
    json.writeNumberField("count", lost.count());
    finish();
  }

  /** The orderly end of a capture. */
  public void end(EndRecord end) throws IOException {
    begin("end");
    time("time", end.time());
    text("node", end.node());
    number("received", end.received(), -1);
    number("written", end.written(), -1);
    json.writeObjectFieldStart("lost");
    for (var layer : end.lost().entrySet()) {
      json.writeNumberField(clean(layer.getKey()), layer.getValue());
    }
    json.writeEndObject();
    finish();
  }

  private void begin(String type) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", type);
  }

  private void finish() throws IOException {
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void text(String key, String value) throws IOException {
    if (!value.isEmpty()) {
      json.writeStringField(key, clean(value));
    }
  }

  private void number(String key, long value, long usual) throws IOException {
    if (value != usual) {
      json.writeNumberField(key, value);
    }
  }

  private void time(String key, long epochNanos) throws IOException {
    if (epochNanos != EventView.NO_TIME) {
      long second = Math.floorDiv(epochNanos, 1_000_000_000L);
      long nano = Math.floorMod(epochNanos, 1_000_000_000L);
      json.writeStringField(key, Instant.ofEpochSecond(second, nano).toString());
    }
  }

  /** Without halves of surrogate pairs, which UTF-8 cannot say. */
  private static String clean(String text) {
    return text.codePoints().anyMatch(TraceWriter::half)
        ? text.codePoints()
            .map(point -> half(point) ? 0xfffd : point)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
        : text;
  }

  private static boolean half(int point) {
    return point >= 0xd800 && point <= 0xdfff;
  }

  /** Hands over what is held back. */
  public void flush() throws IOException {
    json.flush();
  }

  /** Flushes and closes the stream. */
  @Override
  public void close() throws IOException {
    json.close();
  }
}
