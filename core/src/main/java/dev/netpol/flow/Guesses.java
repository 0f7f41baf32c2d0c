// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import com.google.common.collect.ImmutableSortedMap;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Protocol;
import dev.netpol.trace.Outcome;
import java.util.HashMap;
import java.util.Map;

/**
 * Who opened a connection may be told by its ports alone: the end with the higher one. Where the
 * other end is known to have opened one to such a port, as to 50051, this may be that one seen from
 * behind. A rule for it would admit what nobody opened, so that it is uncertain.
 */
final class Guesses {
  private Guesses() {}

  /** From the one to the other. */
  private record Ends(IpAddress from, IpAddress to, Protocol protocol) {}

  /** The same observations, with those that may be another one from behind as uncertain. */
  static ImmutableSortedMap<Tuple, Tally> told(ImmutableSortedMap<Tuple, Tally> seen) {
    if (seen.values().stream().noneMatch(Guesses::isGuess)) {
      return seen;
    }
    Map<Ends, Integer> highest = new HashMap<>();
    seen.forEach(
        (tuple, tally) -> {
          if (tally.certain() && tuple.saddr().isPresent() && tuple.daddr().isPresent()) {
            Ends ends = new Ends(tuple.saddr().get(), tuple.daddr().get(), tuple.protocol());
            highest.merge(ends, tuple.dport(), Math::max);
          }
        });
    ImmutableSortedMap.Builder<Tuple, Tally> told = ImmutableSortedMap.naturalOrder();
    seen.forEach(
        (tuple, tally) -> {
          boolean doubtful =
              isGuess(tally)
                  && tuple.saddr().isPresent()
                  && tuple.daddr().isPresent()
                  && mayBeBehind(
                      tuple,
                      highest.getOrDefault(
                          new Ends(tuple.daddr().get(), tuple.saddr().get(), tuple.protocol()), 0));
          told.put(tuple, doubtful ? tally.attempted(Outcome.UNCERTAIN) : tally);
        });
    return told.buildOrThrow();
  }

  private static boolean isGuess(Tally tally) {
    return !tally.certain() && tally.has(Outcome.ATTEMPTED);
  }

  /** A segment is taken for a client's only if it comes from a port that clients get. */
  private static boolean mayBeBehind(Tuple tuple, int opened) {
    return opened > tuple.dport() && (tuple.protocol() != Protocol.TCP || opened >= 32_768);
  }
}
