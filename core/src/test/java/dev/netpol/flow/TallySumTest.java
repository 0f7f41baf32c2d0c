// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.Position;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TallySumTest {

  @Property(tries = 300)
  void a_sum_is_what_merging_one_by_one_gives(@ForAll("tallies") List<Tally> tallies) {
    TallySum sum = new TallySum();
    tallies.forEach(sum::add);

    assertThat(sum.sum()).isEqualTo(tallies.stream().reduce(Tally.EMPTY, Tally::merge));
  }

  @Property(tries = 300)
  void sums_do_not_overflow(@ForAll("tallies") List<Tally> tallies) {
    Tally sum = tallies.stream().reduce(Tally.EMPTY, Tally::merge);

    assertThat(sum.connections())
        .isGreaterThanOrEqualTo(tallies.stream().mapToLong(Tally::connections).max().orElse(0));
  }

  @Provide
  Arbitrary<List<Tally>> tallies() {
    return tally().list().ofMaxSize(20);
  }

  private static Arbitrary<Tally> tally() {
    Arbitrary<Long> time =
        Arbitraries.oneOf(Arbitraries.longs().between(0, 50), Arbitraries.just(EventView.NO_TIME));
    return Combinators.combine(
            time,
            Arbitraries.longs().between(0, 9),
            Arbitraries.of(Outcome.class),
            Arbitraries.strings().withCharRange('a', 'z').ofLength(1),
            Arbitraries.of(0L, 1L, 7L, Long.MAX_VALUE))
        .as(TallySumTest::tally);
  }

  private static Tally tally(long time, long longer, Outcome outcome, String process, long count) {
    long last = time == EventView.NO_TIME ? time : time + longer;
    Sample sample =
        new Sample(
            Position.of("log", 1 + longer),
            time,
            "shop/web",
            7,
            process,
            "",
            Optional.empty(),
            0,
            Optional.empty(),
            80,
            outcome);
    return new Tally(
        new TreeMap<>(Map.of(outcome, count)),
        time % 2 == 0,
        time,
        last,
        new TreeSet<>(List.of(process)),
        false,
        List.of(sample));
  }
}
