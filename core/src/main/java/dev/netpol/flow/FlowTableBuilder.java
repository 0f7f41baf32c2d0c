// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.model.Position;
import dev.netpol.trace.EndRecord;
import dev.netpol.trace.EventSink;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Lines;
import dev.netpol.trace.LostRecord;
import dev.netpol.trace.Place;
import dev.netpol.trace.SkipReason;
import dev.netpol.trace.SkippedRecord;
import dev.netpol.trace.TraceFormat;
import dev.netpol.trace.TraceHeader;
import dev.netpol.trace.TraceObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Folds events into a {@link FlowTable}; for one thread and one table. What repeats costs a look-up
 * of the key and makes no object; memory grows with what is distinct.
 */
@SuppressWarnings("EnumOrdinal") // a count for each format: looked up for every event
public final class FlowTableBuilder implements EventSink {

  private static final int INTERNED = 1 << 16;

  private final AddressCuts cuts;
  private final KeyTable keys = new KeyTable();
  private Observed[] observed = new Observed[64];
  private byte[] key = new byte[1024];
  private Lines lines = Lines.NONE;

  private final long[] events = new long[TraceFormat.values().length];
  private long about;
  private final Map<SkipReason, Skips> skips = new EnumMap<>(SkipReason.class);
  private final Capture.Growing capture = new Capture.Growing();
  private final List<TraceObject> objects = new ArrayList<>();

  /** The same few names come again and again. */
  private final Map<String, String> texts = new HashMap<>();

  private final UnaryOperator<String> intern = this::intern;

  FlowTableBuilder(AddressCuts cuts) {
    this.cuts = Objects.requireNonNull(cuts, "cuts");
  }

  /** Records skipped for one reason, of which the first few are kept. */
  private static final class Skips {
    private long count;
    private SkippedRecord[] first = new SkippedRecord[0];

    void add(SkippedRecord record) {
      count++;
      int i = first.length;
      if (i < Accounting.Skipped.FIRST) {
        first = Arrays.copyOf(first, i + 1);
      } else if (record.at().compareTo(first[--i].at()) >= 0) {
        return;
      }
      while (i > 0 && record.at().compareTo(first[i - 1].at()) < 0) {
        first[i] = first[--i];
      }
      first[i] = record;
    }
  }

  @Override
  public void event(EventView event) {
    int length = event.key(key);
    if (length > key.length - Long.BYTES) {
      key = new byte[2 * length + Long.BYTES];
      length = event.key(key);
    }
    int number = keys.find(key, length);
    if (number < 0) {
      number = keys.add(key, length);
      if (number == observed.length) {
        observed = Arrays.copyOf(observed, 2 * number);
      }
      observed[number] = Observed.of(event, cuts, intern);
    }
    observed[number].add(event, intern);
    events[event.format().ordinal()]++;
  }

  private String intern(String text) {
    if (texts.size() >= INTERNED) {
      texts.clear();
    }
    String known = texts.putIfAbsent(text, text);
    return known == null ? text : known;
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
    skips.computeIfAbsent(record.reason(), reason -> new Skips()).add(record);
  }

  @Override
  public void complete(Lines known) {
    lines = known;
  }

  /** The table. This builder is then empty: call it once. */
  public FlowTable build() {
    Map<Tuple, Tally> tallies = new HashMap<>(2 * keys.size());
    Map<Sighting, Sighting> sightings = new HashMap<>();
    for (int i = 0; i < keys.size(); i++) {
      observed[i].tallies(
          lines, intern, (tuple, tally) -> tallies.merge(tuple, tally, Tally::merge));
      observed[i].sightings(seen -> sightings.merge(seen.timeless(), seen, Sighting::widened));
      observed[i] = null;
    }
    Set<SeenObject> seen = new HashSet<>();
    for (TraceObject object : objects) {
      Position at = lines.position(object.at());
      seen.add(new SeenObject(object.time(), object.deleted(), object.json(), at));
    }
    objects.clear();
    return new FlowTable(tallies, capture.build(), seen, accounting(), sightings);
  }

  private Accounting accounting() {
    SortedMap<TraceFormat, Long> formats = new TreeMap<>();
    for (TraceFormat format : TraceFormat.values()) {
      if (events[format.ordinal()] > 0) {
        formats.put(format, events[format.ordinal()]);
      }
    }
    SortedMap<SkipReason, Accounting.Skipped> skipped = new TreeMap<>();
    skips.forEach(
        (reason, some) -> {
          List<Accounting.Where> first = new ArrayList<>();
          for (SkippedRecord record : some.first) {
            Place place = record.at();
            first.add(new Accounting.Where(lines.position(place), record.excerpt()));
          }
          skipped.put(reason, new Accounting.Skipped(some.count, first));
        });
    return new Accounting(formats, about, skipped);
  }
}
