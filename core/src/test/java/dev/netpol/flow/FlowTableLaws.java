// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Position;
import dev.netpol.trace.TraceReader;
import dev.netpol.trace.TraceSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class FlowTableLaws {

  /** 10.0.0.1 changes hands twice while the logs run. */
  private static final AddressCuts CUTS =
      address ->
          address.equals(IpAddress.parse("10.0.0.1")) ? new long[] {time(2), time(4)} : new long[0];

  private static long time(int second) {
    return java.time.Instant.parse("2026-11-20T12:00:00Z").getEpochSecond() * 1_000_000_000
        + second * 1_000_000_000L;
  }

  private static FlowTable any(Random random) {
    return Logs.fold(Logs.random(random, random.nextInt(60)), CUTS);
  }

  @Property(tries = 200)
  void merge_is_associative_and_commutative_and_has_an_identity(@ForAll Random random) {
    FlowTable a = any(random);
    FlowTable b = any(random);
    FlowTable c = any(random);

    assertThat(a.merge(b)).isEqualTo(b.merge(a));
    assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
    assertThat(a.merge(FlowTable.empty())).isEqualTo(a);
    assertThat(FlowTable.empty().merge(a)).isEqualTo(a);
    assertThat(a.merge(b).coverage().losses()).isEqualTo(b.merge(a).coverage().losses());
  }

  @Property(tries = 200)
  void neither_order_nor_splitting_matters(
      @ForAll Random random, @ForAll @IntRange(min = 1, max = 5) int parts) {
    List<String> lines = Logs.random(random, 120);
    List<String> shuffled = new ArrayList<>(lines);
    Collections.shuffle(shuffled, random);
    // A part may happen to be all noise, which is an error by itself.
    String anchor = "{\"type\":\"lost\",\"count\":0}";
    lines.addAll(Collections.nCopies(parts, anchor));
    FlowTable whole = Logs.fold(lines, CUTS);

    FlowTable merged = FlowTable.empty();
    for (int i = 0; i < parts; i++) {
      int from = i * shuffled.size() / parts;
      int to = (i + 1) * shuffled.size() / parts;
      List<String> part = new ArrayList<>(shuffled.subList(from, to));
      part.add(anchor);
      merged = merged.merge(Logs.fold(part, CUTS));
    }

    assertThat(placeless(merged.tuples())).isEqualTo(placeless(whole.tuples()));
    assertThat(merged.sightings()).isEqualTo(whole.sightings());
    assertThat(merged.accounting().records()).isEqualTo(whole.accounting().records());
    assertThat(merged.objects())
        .extracting(SeenObject::json)
        .isEqualTo(whole.objects().stream().map(SeenObject::json).toList());
    assertThat(merged.coverage().losses()).isEqualTo(whole.coverage().losses());
    assertThat(merged.coverage().truncated()).isEqualTo(whole.coverage().truncated());
    assertThat(merged.coverage().first()).isEqualTo(whole.coverage().first());
    assertThat(merged.coverage().last()).isEqualTo(whole.coverage().last());
  }

  @Property(tries = 50)
  void threads_do_not_matter_positions_included(@ForAll Random random) throws IOException {
    Path folder = Files.createTempDirectory("laws");
    try {
      for (int i = 0; i < 3; i++) {
        Files.write(folder.resolve(i + ".log"), Logs.random(random, 200));
      }
      try (TraceReader reader = TraceReader.of(TraceSource.of(folder))) {
        FlowTable alone = FlowTable.read(reader.threads(1), CUTS);
        FlowTable together = FlowTable.read(reader.threads(4), CUTS);
        FlowTableBuilder inOrder = FlowTable.builder(CUTS);
        reader.read(inOrder);

        assertThat(together).isEqualTo(alone);
        assertThat(inOrder.build()).isEqualTo(alone);
      }
    } finally {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  @Property(tries = 200)
  void every_record_is_in_exactly_one_count(@ForAll Random random) {
    List<String> lines = Logs.random(random, random.nextInt(80));
    lines.replaceAll(line -> line.replace("" + Long.MAX_VALUE, "2"));
    FlowTable table = Logs.fold(lines, CUTS);

    Accounting accounting = table.accounting();
    assertThat(accounting.records()).isEqualTo(lines.size());
    long parts = accounting.connections() + accounting.about();
    parts += accounting.skipped().values().stream().mapToLong(Accounting.Skipped::count).sum();
    assertThat(parts).isEqualTo(lines.size());
    // A record may stand for several connections.
    long folded = table.tuples().values().stream().mapToLong(Tally::connections).sum();
    assertThat(folded).isBetween(accounting.connections(), 2 * accounting.connections());
  }

  @Property(tries = 200)
  void a_tally_is_what_a_naive_count_gives(@ForAll Random random) {
    List<String> lines = Logs.random(random, 150);
    SortedMap<Tuple, Tally> naive = new TreeMap<>();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).contains("dport")) {
        Logs.fold(List.of(lines.get(i)), CUTS)
            .tuples()
            .forEach((tuple, tally) -> naive.merge(tuple, tally, Tally::merge));
      }
    }

    assertThat(placeless(Logs.fold(lines, CUTS).tuples())).isEqualTo(placeless(naive));
  }

  private static SortedMap<Tuple, Tally> placeless(SortedMap<Tuple, Tally> tuples) {
    SortedMap<Tuple, Tally> placeless = new TreeMap<>();
    tuples.forEach((tuple, tally) -> placeless.put(tuple, placeless(tally)));
    return placeless;
  }

  private static Tally placeless(Tally tally) {
    List<Sample> samples =
        tally.samples().stream()
            .map(
                sample ->
                    new Sample(
                        Position.of("-"),
                        sample.time(),
                        sample.pod(),
                        sample.pid(),
                        sample.comm(),
                        sample.exe(),
                        sample.saddr(),
                        sample.sport(),
                        sample.daddr(),
                        sample.dport(),
                        sample.outcome()))
            .toList();
    return new Tally(
        tally.counts(),
        tally.certain(),
        tally.first(),
        tally.last(),
        tally.processes(),
        tally.moreProcesses(),
        samples);
  }
}
