// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.flow.EndpointResolver;
import dev.netpol.flow.FlowTable;
import dev.netpol.trace.TraceReader;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * From a trace and a cluster snapshot to policies:
 *
 * <pre>{@code
 * Advice advice = Advisor.of(snapshot).observe(reader).advise(AdviceOptions.DEFAULTS);
 * }</pre>
 */
public final class Advisor {

  private final ClusterSnapshot given;

  private Advisor(ClusterSnapshot given) {
    this.given = given;
  }

  /** With what is known about the cluster beside the trace; may be empty. */
  public static Advisor of(ClusterSnapshot snapshot) {
    return new Advisor(Objects.requireNonNull(snapshot, "snapshot"));
  }

  /**
   * Reads a trace, with as many threads as the reader may use. It is read a second time if the
   * objects in it show that an address changed hands during a fold.
   *
   * @throws dev.netpol.trace.TraceException if the trace cannot be used at all
   */
  public Observed observe(TraceReader reader) {
    Objects.requireNonNull(reader, "reader");
    FlowTable table = FlowTable.read(reader, given::cuts);
    ClusterSnapshot enriched = EndpointResolver.enrich(given, table);
    if (changesHands(table, enriched)) {
      table = FlowTable.read(reader, enriched::cuts);
      enriched = EndpointResolver.enrich(given, table);
    }
    return new Observed(enriched, table);
  }

  /**
   * Takes a trace that was folded elsewhere, in parts that were merged. Its builders should have
   * known when addresses change hands: {@link ClusterSnapshot#cuts}.
   */
  public Observed observe(FlowTable table) {
    Objects.requireNonNull(table, "table");
    return new Observed(EndpointResolver.enrich(given, table), table);
  }

  /** Whether the trace's own objects cut the history of an address that a tuple has. */
  private boolean changesHands(FlowTable table, ClusterSnapshot enriched) {
    Set<Object> seen = new HashSet<>();
    return table.tuples().keySet().stream()
        .flatMap(tuple -> Arrays.asList(tuple.saddr(), tuple.daddr()).stream())
        .flatMap(java.util.Optional::stream)
        .filter(seen::add)
        .anyMatch(address -> !Arrays.equals(given.cuts(address), enriched.cuts(address)));
  }
}
