// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.flow.Accounting.Untimed;
import dev.netpol.model.Position;
import dev.netpol.trace.EndRecord;
import dev.netpol.trace.EventSink;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Lines;
import dev.netpol.trace.LostRecord;
import dev.netpol.trace.Place;
import dev.netpol.trace.SkippedRecord;
import dev.netpol.trace.TraceFormat;
import dev.netpol.trace.TraceHeader;
import dev.netpol.trace.TraceObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Folds events into a {@link FlowTable}; for one thread and one table. Memory grows with what is
 * distinct.
 */
@SuppressWarnings("EnumOrdinal") // counts for each format and outcome, for every event
public final class FlowTableBuilder implements EventSink {

  private final Observations observations;
  private final Skips skips = new Skips();
  private final Capture.Growing capture = new Capture.Growing();
  private final List<TraceObject> objects = new ArrayList<>();
  private final long[] events = new long[TraceFormat.values().length];
  private long about;
  private long untimed;
  private @Nullable Place firstUntimed;
  private Lines lines = Lines.NONE;

  FlowTableBuilder(AddressCuts cuts) {
    this.observations = new Observations(Objects.requireNonNull(cuts, "cuts"));
  }

  @Override
  public void event(EventView event) {
    observations.add(event);
    events[event.format().ordinal()]++;
  }

  @Override
  public void unreadableTime(Place at) {
    untimed(1, at);
  }

  private void untimed(long count, @Nullable Place first) {
    untimed += count;
    if (firstUntimed == null || (first != null && first.compareTo(firstUntimed) < 0)) {
      firstUntimed = first;
    }
  }

  @Override
  public void header(TraceHeader header) {
    about++;
    capture.header(header);
  }

  @Override
  public void object(TraceObject object) {
    about++;
    objects.add(object);
  }

  @Override
  public void lost(LostRecord lost) {
    about++;
    capture.lost(lost);
  }

  @Override
  public void end(EndRecord end) {
    about++;
    capture.end(end);
  }

  @Override
  public void skipped(SkippedRecord record) {
    skips.add(record);
  }

  @Override
  public void complete(Lines known) {
    lines = known;
  }

  /** Takes over all that another builder has seen of the same reading. */
  void absorb(FlowTableBuilder other) {
    observations.absorb(other.observations);
    skips.add(other.skips);
    capture.add(other.capture.build());
    objects.addAll(other.objects);
    about += other.about;
    untimed(other.untimed, other.firstUntimed);
    for (int i = 0; i < events.length; i++) {
      events[i] += other.events[i];
    }
  }

  /** The table. This builder is then of no use: call it once. */
  public FlowTable build() {
    Tallies tallies = new Tallies(observations, lines);
    return new FlowTable(
        tallies.tuples(),
        capture.build(),
        objects(),
        accounting(),
        tallies.sightings(),
        new TreeMap<>());
  }

  private Set<SeenObject> objects() {
    Set<SeenObject> seen = new HashSet<>();
    for (TraceObject object : objects) {
      Position at = lines.position(object.at());
      seen.add(new SeenObject(object.time(), object.deleted(), object.json(), at));
    }
    return seen;
  }

  private Accounting accounting() {
    SortedMap<TraceFormat, Long> formats = new TreeMap<>();
    for (TraceFormat format : TraceFormat.values()) {
      if (events[format.ordinal()] > 0) {
        formats.put(format, events[format.ordinal()]);
      }
    }
    Untimed without = new Untimed(untimed, Optional.ofNullable(firstUntimed).map(lines::position));
    return new Accounting(formats, about, skips.skipped(lines), without);
  }
}
