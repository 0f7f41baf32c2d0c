// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.netpol.model.Protocol;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Our own JSON lines, version 1. Lines as the capture writes them are read by {@link
 * NetworkTraceLine}, all others by Jackson.
 */
final class NetworkTraceRecords extends TreeRecords {

  private final EventRecord record = new EventRecord(TraceFormat.NETWORKTRACE);
  private final NetworkTraceEvent event = new NetworkTraceEvent(record);
  private final NetworkTraceLine line = new NetworkTraceLine(event);
  private final boolean scan;

  NetworkTraceRecords(ReadLimits limits) {
    this(limits, true);
  }

  /** Without the scanner, for comparison, if {@code scan} is false. */
  NetworkTraceRecords(ReadLimits limits, boolean scan) {
    super(limits);
    this.scan = scan;
  }

  static boolean recognises(HeadLine head) {
    return switch (head.text("type")) {
      case "trace" -> head.has("version");
      case "object" -> head.has("object");
      case "lost" -> head.has("count");
      case "end" -> head.has("time") || head.has("received") || head.has("written");
      case "connect", "accept" -> head.has("dport");
      default -> false;
    };
  }

  @Override
  public boolean record(byte[] bytes, int from, int to, RecordAt at, EventSink sink) {
    if (scan && line.parse(bytes, from, to)) {
      return event.finish(bytes, from, to, at, sink);
    }
    return super.record(bytes, from, to, at, sink);
  }

  @Override
  public int line(byte[] bytes, int from, int to, RecordAt at, EventSink sink) {
    int behind = scan ? line.ahead(bytes, from, to) : -1;
    if (behind < 0 || bytes[behind] != '\n') {
      return -1;
    }
    event.finish(bytes, from, behind, at, sink);
    return behind;
  }

  @Override
  boolean object(JsonNode object, byte[] bytes, int from, int to, RecordAt at, EventSink sink) {
    switch (Json.text(object.path("type")).orElse("")) {
      case "connect" -> event(object, Side.CONNECT);
      case "accept" -> event(object, Side.ACCEPT);
      case "trace" -> {
        sink.header(header(object, at));
        return true;
      }
      case "object" -> {
        if (!object.path("object").isObject()) {
          skip(SkipReason.MALFORMED, "object", bytes, from, to, at, sink);
          return true;
        }
        sink.object(
            new TraceObject(
                time(object, "time"),
                object.path("object").toString(),
                object.path("deleted").asBoolean(false),
                at.place()));
        return true;
      }
      case "lost" -> {
        long count = Math.max(0, Json.number(object.path("count")).orElse(0L));
        sink.lost(
            new LostRecord(
                time(object, "time"),
                text(object, "node"),
                text(object, "layer"),
                count,
                at.place()));
        return true;
      }
      case "end" -> {
        sink.end(end(object, at));
        return true;
      }
      default -> {
        skip(SkipReason.UNKNOWN_TYPE, bytes, from, to, at, sink);
        return false;
      }
    }
    return event.finish(bytes, from, to, at, sink);
  }

  private void event(JsonNode object, Side side) {
    record.clear();
    event.begin();
    event.side(side);
    record.text(Field.NODE, text(object, "node"));
    record.text(Field.NAMESPACE, text(object, "namespace"));
    record.text(Field.POD, text(object, "pod"));
    record.text(Field.POD_UID, text(object, "podUid"));
    record.text(Field.CONTAINER, text(object, "container"));
    record.text(Field.COMM, text(object, "comm"));
    record.text(Field.EXE, text(object, "exe"));
    if (object.path("labels").isObject()) {
      record.text(Field.LABELS, object.path("labels").toString());
    }
    bytes(object, "time", event::time);
    bytes(object, "last", event::last);
    bytes(object, "proto", event::protocol);
    bytes(object, "outcome", event::outcome);
    bytes(object, "saddr", event::saddr);
    bytes(object, "daddr", event::daddr);
    number(object, "sport", event::sport, NetworkTraceKey.SPORT);
    number(object, "dport", event::dport, NetworkTraceKey.DPORT);
    number(object, "pid", event::pid, NetworkTraceKey.PID);
    number(object, "errno", event::errno, NetworkTraceKey.ERRNO);
    number(object, "elapsedMs", event::elapsed, NetworkTraceKey.ELAPSED);
    number(object, "count", event::count, NetworkTraceKey.COUNT);
    event.existing(object.path("existing").asBoolean(false));
    event.uncertain(object.path("uncertain").asBoolean(false));
    JsonNode asked = object.path("requested");
    if (asked.isObject()) {
      Optional<Long> port = Json.number(asked.path("dport"));
      bytes(asked, "daddr", (from, length) -> event.requested(from, length, port.orElse(0L)));
      if (asked.path("daddr").isMissingNode()) {
        event.refuse(NetworkTraceKey.REQUESTED);
      }
    }
  }

  private interface Slice {
    void take(int from, int length);
  }

  private interface Whole {
    void take(long number);
  }

  private void bytes(JsonNode object, String key, Slice slice) {
    Optional<String> text = Json.text(object.path(key));
    if (text.isPresent()) {
      int from = record.append(text.get());
      slice.take(from, record.written() - from);
    }
  }

  private void number(JsonNode object, String name, Whole whole, NetworkTraceKey key) {
    JsonNode value = object.path(name);
    if (!value.isMissingNode() && !value.isNull()) {
      Json.number(value).ifPresentOrElse(whole::take, () -> event.refuse(key));
    }
  }

  private static String text(JsonNode object, String key) {
    return Json.text(object.path(key)).orElse("");
  }

  private static long time(JsonNode object, String key) {
    return Timestamps.parse(text(object, key));
  }

  private static TraceHeader header(JsonNode object, RecordAt at) {
    Map<Side, Set<Protocol>> covers = new EnumMap<>(Side.class);
    covers.put(Side.CONNECT, protocols(object.path("covers").path("connect")));
    covers.put(Side.ACCEPT, protocols(object.path("covers").path("accept")));
    SortedMap<String, List<String>> filters = new TreeMap<>();
    object
        .path("filters")
        .properties()
        .forEach(filter -> filters.put(filter.getKey(), texts(filter.getValue())));
    return new TraceHeader(
        (int) Math.min(Integer.MAX_VALUE, Json.number(object.path("version")).orElse(1L)),
        text(object, "node"),
        time(object, "started"),
        covers,
        filters,
        text(object, "hook"),
        text(object, "kernel"),
        at.place());
  }

  private static Set<Protocol> protocols(JsonNode array) {
    Set<Protocol> protocols = EnumSet.noneOf(Protocol.class);
    texts(array).forEach(text -> Protocol.tryParse(text).ifPresent(protocols::add));
    return protocols;
  }

  /** Of an array its scalars, of a scalar itself, of an object its JSON. */
  private static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(element -> texts.add(Json.text(element).orElse(element.toString())));
    } else if (node.isObject()) {
      texts.add(node.toString());
    } else {
      Json.text(node).ifPresent(texts::add);
    }
    return texts;
  }

  private static EndRecord end(JsonNode object, RecordAt at) {
    SortedMap<String, Long> lost = new TreeMap<>();
    object
        .path("lost")
        .properties()
        .forEach(
            layer -> Json.number(layer.getValue()).ifPresent(n -> lost.put(layer.getKey(), n)));
    return new EndRecord(
        time(object, "time"),
        text(object, "node"),
        Json.number(object.path("received")).orElse(-1L),
        Json.number(object.path("written")).orElse(-1L),
        lost,
        at.place());
  }
}
