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
import dev.netpol.trace.TraceLimit;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What is denied on its way in was let out before: a log of policies then has two records of it,
 * and the first one alone looks as if the connection had worked. Where the responder's side of the
 * same log saw nothing but denials, what its initiator attempted was denied.
 *
 * <p>So was what a log without outcomes has of it, if no log has anything else: as many attempts at
 * most as there were denials.
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
      return of(tuple, tuple.format());
    }

    /** The same key in every log. */
    static Key anywhere(Tuple tuple) {
      return of(tuple, TraceFormat.NETWORKTRACE);
    }

    private static Key of(Tuple tuple, TraceFormat format) {
      // Names only where there is no address: one side may not know the other's.
      boolean named = tuple.saddr().isEmpty() || tuple.daddr().isEmpty();
      boolean connect = tuple.seenByInitiator();
      Identity initiator = connect ? tuple.observer() : tuple.peer();
      Identity responder = connect ? tuple.peer() : tuple.observer();
      return new Key(
          format,
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
    Map<Key, Long> denials = denials(seen);
    ImmutableSortedMap.Builder<Tuple, Tally> told = ImmutableSortedMap.naturalOrder();
    seen.forEach(
        (tuple, tally) -> {
          boolean attempt = tally.has(Outcome.ATTEMPTED);
          boolean denied =
              attempt
                  && ((tuple.side() == Side.CONNECT
                          && Boolean.FALSE.equals(came.get(Key.of(tuple))))
                      || isOneOf(denials, tuple, tally));
          told.put(tuple, denied ? tally.attempted(Outcome.DENIED) : tally);
        });
    return told.buildOrThrow();
  }

  private static boolean denies(Tally tally) {
    return tally.counts().containsKey(Outcome.DENIED);
  }

  /** Of what was denied and, in a log that knows outcomes, never anything else: how often. */
  private static Map<Key, Long> denials(SortedMap<Tuple, Tally> seen) {
    Map<Key, Long> denials = new HashMap<>();
    seen.forEach(
        (tuple, tally) ->
            denials.merge(
                Key.anywhere(tuple), tally.count(Outcome.DENIED), LongMath::saturatedAdd));
    seen.forEach(
        (tuple, tally) -> {
          if (tally.worked() && (knowsDenials(tuple) || tally.has(Outcome.ESTABLISHED))) {
            denials.remove(Key.anywhere(tuple));
          }
        });
    return denials;
  }

  private static boolean isOneOf(Map<Key, Long> denials, Tuple tuple, Tally tally) {
    long attempts = tally.count(Outcome.ATTEMPTED);
    // None are the later packets of a connection, which was there.
    return attempts > 0 && attempts <= denials.getOrDefault(Key.anywhere(tuple), 0L);
  }

  private static boolean knowsDenials(Tuple tuple) {
    return tuple.format().limits().contains(TraceLimit.DENIALS_ONLY);
  }
}
