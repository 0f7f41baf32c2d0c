// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.flow.EndpointResolver;
import dev.netpol.flow.FlowTable;
import dev.netpol.flow.Tally;
import dev.netpol.flow.Tuple;
import dev.netpol.model.IpAddress;
import dev.netpol.trace.TraceReader;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * From a trace and a cluster snapshot to policies:
 *
 * <pre>{@code
 * Advice advice = Advisor.of(snapshot).observe(reader).advise(AdviceOptions.DEFAULTS);
 * }</pre>
 */
public final class Advisor {

  private static final long[] NONE = {};

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
    return observed(table, enriched);
  }

  /**
   * Takes a trace that was folded elsewhere, in parts that were merged. Its builders should have
   * known when addresses change hands: {@link ClusterSnapshot#cuts}.
   */
  public Observed observe(FlowTable table) {
    Objects.requireNonNull(table, "table");
    return observed(table, EndpointResolver.enrich(given, table));
  }

  private Observed observed(FlowTable table, ClusterSnapshot enriched) {
    return table
        .withNodesOf(enriched)
        .map(named -> new Observed(EndpointResolver.enrich(given, named), named))
        .orElseGet(() -> new Observed(enriched, table));
  }

  /**
   * Whether an address changed hands while a tuple was seen, and only the trace's own objects tell:
   * then the tuple is two. A cut before or after all its records splits nothing.
   */
  private boolean changesHands(FlowTable table, ClusterSnapshot enriched) {
    Map<IpAddress, long[]> news = new HashMap<>();
    for (Map.Entry<Tuple, Tally> entry : table.tuples().entrySet()) {
      Tuple tuple = entry.getKey();
      Tally tally = entry.getValue();
      if (isInside(cuts(tuple.saddr(), enriched, news), tally)
          || isInside(cuts(tuple.daddr(), enriched, news), tally)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInside(long[] cuts, Tally tally) {
    for (long cut : cuts) {
      if (tally.first() < cut && cut <= tally.last()) {
        return true;
      }
    }
    return false;
  }

  /** The cuts that only the trace's own objects tell. */
  private long[] cuts(
      Optional<IpAddress> address, ClusterSnapshot enriched, Map<IpAddress, long[]> news) {
    if (address.isEmpty()) {
      return NONE;
    }
    long[] cuts = news.get(address.get());
    if (cuts == null) {
      long[] known = given.cuts(address.get());
      cuts =
          Arrays.stream(enriched.cuts(address.get()))
              .filter(cut -> Arrays.binarySearch(known, cut) < 0)
              .toArray();
      news.put(address.get(), cuts);
    }
    return cuts;
  }
}
