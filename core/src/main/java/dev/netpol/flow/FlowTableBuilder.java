// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import com.google.common.collect.ImmutableSortedMap;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Position;
import dev.netpol.trace.EndRecord;
import dev.netpol.trace.EventNumbers;
import dev.netpol.trace.EventSink;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Lines;
import dev.netpol.trace.LostRecord;
import dev.netpol.trace.Outcome;
import dev.netpol.trace.SkippedRecord;
import dev.netpol.trace.TraceFormat;
import dev.netpol.trace.TraceHeader;
import dev.netpol.trace.TraceObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Folds events into a {@link FlowTable}; for one thread and one table. What repeats costs two
 * look-ups and makes no object; memory grows with what is distinct.
 */
@SuppressWarnings("EnumOrdinal") // counts for each format and outcome, for every event
public final class FlowTableBuilder implements EventSink {

  private static final int INTERNED = 1 << 16;
  private static final Outcome[] OUTCOMES = Outcome.values();

  private final AddressCuts cuts;
  private final Batch batch = new Batch();
  private byte[] textKey = new byte[1024];
  private final TextTable texts = new TextTable();
  private final ProcessNames processes = new ProcessNames();
  private final List<Ends> ends = new ArrayList<>();
  private final TupleTable table = new TupleTable();
  private Tuple[] tuples = new Tuple[64];
  private final EvidenceTable evidence = new EvidenceTable();

  /** Of an observation in its first interval, where the others start. */
  private long[][] starts = new long[64][];

  private boolean changing;

  private final Skips skips = new Skips();
  private final Capture.Growing capture = new Capture.Growing();
  private final List<TraceObject> objects = new ArrayList<>();
  private final long[] events = new long[TraceFormat.values().length];
  private long about;
  private Lines lines = Lines.NONE;

  // The same few names and addresses come again and again.
  private final Map<String, String> strings = new HashMap<>();
  private final Map<IpAddress, Optional<IpAddress>> addresses = new HashMap<>();
  private final UnaryOperator<String> intern = this::known;

  FlowTableBuilder(AddressCuts cuts) {
    this.cuts = Objects.requireNonNull(cuts, "cuts");
  }

  @Override
  public void event(EventView event) {
    ProcessName process = processes.of(event.remembered());
    if (process == null) {
      process = processes.of(event, text(event));
      event.remember(process.number());
    }
    if (batch.add(event, process)) {
      count();
    }
    events[event.format().ordinal()]++;
  }

  /** Number of the texts of the event. */
  private int text(EventView event) {
    int length = event.texts(textKey);
    if (length > textKey.length - Long.BYTES) {
      textKey = new byte[2 * length + Long.BYTES];
      length = event.texts(textKey);
    }
    int known = texts.find(textKey, 0, length);
    if (known >= 0) {
      return known;
    }
    ends.add(new Ends(event, intern));
    return texts.add(textKey, 0, length);
  }

  /** Counts the events that wait. */
  private void count() {
    table.find(batch);
    for (int i = 0; i < batch.size; i++) {
      ProcessName process = batch.processes[i];
      if (process != null) {
        count(batch.words, i * Batch.STRIDE, observation(i), process);
      }
    }
    batch.size = 0;
  }

  private void count(long[] words, int at, int number, ProcessName process) {
    int sample = at + Batch.SAMPLE;
    if (table.count(
        number,
        EvidenceTable.outcome(words, sample),
        words[at + Batch.COUNT],
        EvidenceTable.time(words, sample),
        words[at + Batch.LAST],
        process.number())) {
      evidence.add(number, words, sample, process);
      table.remember(number, process.number(), evidence.threshold(number));
    }
  }

  /** Number of the observation that the event is of. */
  private int observation(int event) {
    long[] words = batch.words;
    int at = event * Batch.STRIDE;
    int number = batch.numbers[event];
    if (number < 0) {
      number = number(batch.hashes[event], words, at, 0);
    }
    if (!changing) {
      return number;
    }
    int found = Arrays.binarySearch(starts[number], EvidenceTable.time(words, at + Batch.SAMPLE));
    int interval = found >= 0 ? found + 1 : -found - 1;
    if (interval == 0) {
      return number;
    }
    words[at + TupleTable.TEXTS] |= (long) interval << 32;
    return number(TupleTable.hash(words, at), words, at, interval);
  }

  private int number(long hash, long[] words, int at, int interval) {
    int known = table.find(hash, words, at);
    if (known >= 0) {
      return known;
    }
    EventNumbers numbers = EventNumbers.read(words, at);
    Optional<IpAddress> saddr = numbers.saddr().flatMap(this::known);
    Optional<IpAddress> daddr = numbers.daddr().flatMap(this::known);
    long[] own = both(saddr, daddr);
    long start = interval == 0 ? EventView.NO_TIME : own[interval - 1];
    Tuple tuple = ends.get((int) words[at + TupleTable.TEXTS]).tuple(numbers, saddr, daddr, start);
    changing |= own.length > 0;
    return add(hash, words, at, tuple, own);
  }

  private int add(long hash, long[] words, int at, Tuple tuple, long[] own) {
    int number = table.add(hash, words, at);
    if (number == tuples.length) {
      tuples = Arrays.copyOf(tuples, 2 * number);
      starts = Arrays.copyOf(starts, 2 * number);
    }
    tuples[number] = tuple;
    evidence.ensure(number);
    starts[number] = own;
    return number;
  }

  private long[] both(Optional<IpAddress> saddr, Optional<IpAddress> daddr) {
    long[] from = saddr.map(cuts::cuts).orElse(NEVER);
    long[] to = daddr.map(cuts::cuts).orElse(NEVER);
    if (from.length + to.length == 0) {
      return NEVER;
    }
    long[] all = Arrays.copyOf(from, from.length + to.length);
    System.arraycopy(to, 0, all, from.length, to.length);
    return Arrays.stream(all).sorted().distinct().toArray();
  }

  private static final long[] NEVER = new long[0];

  private String known(String text) {
    return known(strings, text, text);
  }

  private Optional<IpAddress> known(IpAddress address) {
    return known(addresses, address, Optional.of(address));
  }

  private static <K, V> V known(Map<K, V> values, K key, V fresh) {
    if (values.size() >= INTERNED) {
      values.clear();
    }
    V known = values.putIfAbsent(key, fresh);
    return known == null ? fresh : known;
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
    count();
    other.count();
    int[] moved = new int[other.ends.size()];
    for (int i = 0; i < moved.length; i++) {
      byte[] text = other.texts.text(i);
      byte[] padded = Arrays.copyOf(text, text.length + Long.BYTES);
      moved[i] = texts.find(padded, 0, text.length);
      if (moved[i] < 0) {
        moved[i] = texts.add(padded, 0, text.length);
        ends.add(other.ends.get(i));
      }
    }
    long[] key = new long[TupleTable.KEY];
    for (int i = 0; i < other.table.size(); i++) {
      other.table.key(i, key);
      long interval = key[TupleTable.TEXTS] >>> 32 << 32;
      key[TupleTable.TEXTS] = interval | moved[(int) key[TupleTable.TEXTS]];
      long hash = TupleTable.hash(key, 0);
      int number = table.find(hash, key, 0);
      if (number < 0) {
        number = add(hash, key, 0, other.tuples[i], other.starts[i]);
      }
      evidence.add(number, other.evidence, i);
      table.add(number, other.table, i);
    }
    skips.add(other.skips);
    capture.add(other.capture.build());
    objects.addAll(other.objects);
    about += other.about;
    for (int i = 0; i < events.length; i++) {
      events[i] += other.events[i];
    }
  }

  /** The table. This builder is then of no use: call it once. */
  public FlowTable build() {
    count();
    List<Map.Entry<Tuple, Tally>> tallies = new ArrayList<>(table.size());
    Map<SortedSet<String>, SortedSet<String>> names = new HashMap<>();
    for (int i : byEnds()) {
      if (evidence.isEmpty(i)) {
        // Seen in later intervals only.
        continue;
      }
      Ends own = ends.get((int) table.texts(i));
      SortedSet<String> fresh = evidence.names(i);
      Tally tally =
          new Tally(
              counts(i),
              evidence.first(i),
              table.last(i),
              known(names, fresh, fresh),
              evidence.moreNames(i),
              evidence.samples(i, tuples[i], own.pod(), lines));
      tallies.add(Map.entry(tuples[i], tally));
      own.seen(tuples[i], evidence.first(i), table.last(i));
    }
    Map<Sighting, Sighting> sightings = new HashMap<>();
    for (Ends own : ends) {
      own.sightings(seen -> sightings.merge(seen.timeless(), seen, Sighting::widened));
    }
    return new FlowTable(sorted(tallies), capture.build(), objects(), accounting(), sightings);
  }

  /**
   * The observations, those of the same ends together and in the order of their ends: then few
   * comparisons are left to make between observations, each of which looks at many objects.
   */
  private int[] byEnds() {
    List<Integer> sorted = new ArrayList<>();
    for (int i = 0; i < ends.size(); i++) {
      sorted.add(i);
    }
    sorted.sort(Comparator.comparing(ends::get, Ends.AS_IN_TUPLES));
    long[] rank = new long[ends.size()];
    for (int i = 0; i < rank.length; i++) {
      rank[sorted.get(i)] = i;
    }
    // Both numbers have room: a record of the table takes more than a hundred bytes.
    long[] order = new long[table.size()];
    for (int i = 0; i < order.length; i++) {
      long kind = (long) tuples[i].format().ordinal() << 1 | tuples[i].side().ordinal();
      order[i] = kind << 56 | rank[(int) table.texts(i)] << 28 | i;
    }
    Arrays.sort(order);
    return Arrays.stream(order).mapToInt(ranked -> (int) ranked & (1 << 28) - 1).toArray();
  }

  /** Different texts may mean the same, for example two spellings of labels. */
  private static ImmutableSortedMap<Tuple, Tally> sorted(List<Map.Entry<Tuple, Tally>> tallies) {
    tallies.sort(Map.Entry.comparingByKey());
    ImmutableSortedMap.Builder<Tuple, Tally> sorted = ImmutableSortedMap.naturalOrder();
    for (int i = 0; i < tallies.size(); ) {
      Tuple tuple = tallies.get(i).getKey();
      Tally tally = tallies.get(i).getValue();
      for (i++; i < tallies.size() && tallies.get(i).getKey().compareTo(tuple) == 0; i++) {
        tally = tally.merge(tallies.get(i).getValue());
      }
      sorted.put(tuple, tally);
    }
    return sorted.buildOrThrow();
  }

  private SortedMap<Outcome, Long> counts(int number) {
    ImmutableSortedMap.Builder<Outcome, Long> counts = ImmutableSortedMap.naturalOrder();
    for (int i = 0; i < OUTCOMES.length; i++) {
      if (table.seen(number, i)) {
        counts.put(OUTCOMES[i], table.count(number, i));
      }
    }
    return counts.buildOrThrow();
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
    return new Accounting(formats, about, skips.skipped(lines));
  }
}
