// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.flow.Accounting;
import dev.netpol.flow.ResolvedFlows;
import dev.netpol.trace.SkipReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What became of each record that was read.
 *
 * @param records all of them
 * @param connections those that are connections, by format
 * @param about those about the capture: headers, objects, losses, ends
 * @param skipped all others, by reason
 * @param observations distinct connections that were seen: pod, addresses and port
 * @param inFlows of these, how many are behind a flow
 * @param noFlows the others: what no policy is about, by reason
 */
public record RecordAccounting(
    long records,
    SortedMap<String, Long> connections,
    long about,
    List<Skipped> skipped,
    long observations,
    long inFlows,
    List<NoFlow> noFlows) {

  public RecordAccounting {
    skipped = List.copyOf(skipped);
    noFlows = List.copyOf(noFlows);
  }

  /**
   * Records that were skipped.
   *
   * @param reason a stable name
   * @param label the same for people
   * @param mayBeConnection whether a connection may be missing for it
   * @param first where the first ones stand, and how they begin
   */
  public record Skipped(
      String reason, String label, boolean mayBeConnection, long count, List<Place> first) {}

  /**
   * One skipped record.
   *
   * @param key the one that it was skipped for, where one is to blame
   */
  public record Place(String file, long line, String key, String excerpt) {}

  /**
   * Observations that are no flow.
   *
   * @param connections how often they were seen
   */
  public record NoFlow(String reason, long observations, long connections) {}

  static RecordAccounting of(Accounting accounting, ResolvedFlows flows) {
    SortedMap<String, Long> connections = new TreeMap<>();
    accounting.events().forEach((format, count) -> connections.put(format.id(), count));
    List<Skipped> skipped = new ArrayList<>();
    accounting.skipped().forEach((reason, some) -> skipped.add(skipped(reason, some)));
    List<NoFlow> noFlows = new ArrayList<>();
    flows
        .notFlows()
        .forEach(
            (reason, other) ->
                noFlows.add(
                    new NoFlow(reason, other.tuples().size(), other.tally().connections())));
    long inFlows =
        flows.flows().stream().flatMap(flow -> flow.tuples().stream()).distinct().count();
    long others = noFlows.stream().mapToLong(NoFlow::observations).sum();
    return new RecordAccounting(
        accounting.records(),
        connections,
        accounting.about(),
        skipped,
        inFlows + others,
        inFlows,
        noFlows);
  }

  private static Skipped skipped(SkipReason reason, Accounting.Skipped some) {
    return new Skipped(
        reason.name().toLowerCase(Locale.ROOT).replace('_', '-'),
        reason.label(),
        reason.mayBeConnection(),
        some.count(),
        some.first().stream()
            .map(
                where ->
                    new Place(where.at().input(), where.at().line(), where.key(), where.excerpt()))
            .toList());
  }
}
