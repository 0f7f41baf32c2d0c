// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.advise.Advice;
import dev.netpol.flow.Flow;
import dev.netpol.flow.Tally;
import dev.netpol.terminal.Times;
import dev.netpol.trace.EventView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * When flows were new. A trace was long enough when for a good part of it none was.
 *
 * @param windowMillis length of the trace
 * @param lastNew when the last flow was seen first
 * @param newInLastQuarter flows that the last quarter of the window brought
 * @param withoutTime flows of which no time is known
 * @param steps how many flows were known when; one for each moment that brought one
 */
public record Saturation(
    long windowMillis, String lastNew, int newInLastQuarter, int withoutTime, List<Step> steps) {
  private static final long MILLI = 1_000_000L;

  public Saturation {
    steps = List.copyOf(steps);
  }

  /**
   * A moment.
   *
   * @param millis since the begin of the window
   * @param flows known from then on
   */
  public record Step(String at, long millis, int flows) {}

  static Saturation of(Advice advice) {
    SortedMap<Long, Integer> news = new TreeMap<>();
    int untimed = 0;
    for (Flow flow : advice.flows().flows()) {
      long first = flow.tallies().values().stream().reduce(Tally.EMPTY, Tally::merge).first();
      if (first == EventView.NO_TIME) {
        untimed++;
      } else {
        news.merge(first, 1, Integer::sum);
      }
    }
    if (news.isEmpty()) {
      return new Saturation(0, "", 0, untimed, List.of());
    }
    long begin = Math.min(advice.coverage().first(), news.firstKey());
    long end = Math.max(advice.coverage().last(), news.lastKey());
    List<Step> steps = new ArrayList<>();
    int sum = 0;
    for (Map.Entry<Long, Integer> one : news.entrySet()) {
      sum += one.getValue();
      steps.add(new Step(Times.micros(one.getKey()), (one.getKey() - begin) / MILLI, sum));
    }
    long quarter = end - (end - begin) / 4;
    int late = news.tailMap(quarter).values().stream().mapToInt(Integer::intValue).sum();
    return new Saturation(
        (end - begin) / MILLI, Times.micros(news.lastKey()), late, untimed, steps);
  }
}
