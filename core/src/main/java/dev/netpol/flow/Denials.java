// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.math.LongMath;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Protocol;
import dev.netpol.trace.Identity;
import dev.netpol.trace.Outcome;
import dev.netpol.trace.Side;
import dev.netpol.trace.TraceFormat;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is denied on its way in was let out before: a log of policies then has two records of it,
 * and the first one alone looks as if the connection had worked. Where the responder's side of the
 * same log saw nothing but denials, what its initiator attempted was denied.
 */
final class Denials {
  private Denials() {}

  /** One connection, whoever saw it. */
  private record Key(
      TraceFormat format,
      Optional<IpAddress> saddr,
      Optional<IpAddress> daddr,
      Identity initiator,
      Identity responder,
      Protocol protocol,
      int dport) {

    static Key of(Tuple tuple) {
      // Names only where there is no address: one side may not know the other's.
      boolean named = tuple.saddr().isEmpty() || tuple.daddr().isEmpty();
      boolean connect = tuple.seenByInitiator();
      Identity initiator = connect ? tuple.observer() : tuple.peer();
      Identity responder = connect ? tuple.peer() : tuple.observer();
      return new Key(
          tuple.format(),
          tuple.saddr(),
          tuple.daddr(),
          named ? initiator : Identity.NONE,
          named ? responder : Identity.NONE,
          tuple.protocol(),
          tuple.dport());
    }
  }

  /** The same observations, with what was attempted in vain as denied. */
  static ImmutableSortedMap<Tuple, Tally> told(ImmutableSortedMap<Tuple, Tally> seen) {
    if (seen.values().stream().noneMatch(Denials::denies)) {
      return seen;
    }
    Map<Key, Boolean> came = new HashMap<>();
    seen.forEach(
        (tuple, tally) -> {
          if (tuple.side() == Side.ACCEPT && (tally.worked() || denies(tally))) {
            came.merge(Key.of(tuple), tally.worked(), Boolean::logicalOr);
          }
        });
    ImmutableSortedMap.Builder<Tuple, Tally> told = ImmutableSortedMap.naturalOrder();
    seen.forEach(
        (tuple, tally) -> {
          boolean attempt =
              tuple.side() == Side.CONNECT && tally.counts().containsKey(Outcome.ATTEMPTED);
          boolean denied = attempt && Boolean.FALSE.equals(came.get(Key.of(tuple)));
          told.put(tuple, denied ? denied(tally) : tally);
        });
    return told.buildOrThrow();
  }

  private static boolean denies(Tally tally) {
    return tally.counts().containsKey(Outcome.DENIED);
  }

  private static Tally denied(Tally tally) {
    SortedMap<Outcome, Long> counts = new TreeMap<>(tally.counts());
    Long attempts = counts.remove(Outcome.ATTEMPTED);
    counts.merge(Outcome.DENIED, attempts == null ? 0 : attempts, LongMath::saturatedAdd);
    return new Tally(
        counts,
        tally.first(),
        tally.last(),
        tally.processes(),
        tally.moreProcesses(),
        tally.samples());
  }
}
