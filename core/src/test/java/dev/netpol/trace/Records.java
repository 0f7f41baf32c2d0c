// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.model.Position;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A sink that keeps everything. */
final class Records implements EventSink {
  final List<ConnectionEvent> events = new ArrayList<>();
  final List<Place> places = new ArrayList<>();
  final List<TraceHeader> headers = new ArrayList<>();
  final List<TraceObject> objects = new ArrayList<>();
  final List<LostRecord> losses = new ArrayList<>();
  final List<EndRecord> ends = new ArrayList<>();
  final List<SkippedRecord> skips = new ArrayList<>();
  final List<Place> unreadableTimes = new ArrayList<>();
  Lines lines = Lines.NONE;
  int completed;

  static Records of(String... lines) {
    return read(reader(String.join("\n", lines)));
  }

  static TraceReader reader(String content) {
    return reader(content.getBytes(StandardCharsets.UTF_8));
  }

  static TraceReader reader(byte[] content) {
    return TraceReader.of(TraceSource.of(new ByteArrayInputStream(content), "<test>"));
  }

  static Records read(TraceReader reader) {
    try (reader) {
      Records records = new Records();
      reader.read(records);
      return records;
    }
  }

  int size() {
    return events.size()
        + headers.size()
        + objects.size()
        + losses.size()
        + ends.size()
        + skips.size();
  }

  Map<SkipReason, Integer> reasons() {
    Map<SkipReason, Integer> reasons = new EnumMap<>(SkipReason.class);
    skips.forEach(skip -> reasons.merge(skip.reason(), 1, Integer::sum));
    return reasons;
  }

  Position position(SkippedRecord skip) {
    return lines.position(skip.at());
  }

  @Override
  public void event(EventView event) {
    events.add(event.copy());
    places.add(new Place(event.input(), event.offset(), event.line()));
  }

  @Override
  public void header(TraceHeader header) {
    headers.add(header);
  }

  @Override
  public void object(TraceObject object) {
    objects.add(object);
  }

  @Override
  public void lost(LostRecord lost) {
    losses.add(lost);
  }

  @Override
  public void end(EndRecord end) {
    ends.add(end);
  }

  @Override
  public void skipped(SkippedRecord record) {
    skips.add(record);
  }

  @Override
  public void unreadableTime(Place at) {
    unreadableTimes.add(at);
  }

  @Override
  public void complete(Lines known) {
    lines = known;
    completed++;
  }
}
