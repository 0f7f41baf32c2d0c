// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Protocol;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Verdicts of one {@link PolicySet} that are remembered: for the connections of a trace, which are
 * many between pods of few kinds. Safe for threads.
 */
public final class Verdicts {

  private final PolicySet policies;
  private final Map<Asked, Verdict> known = new ConcurrentHashMap<>();

  public Verdicts(PolicySet policies) {
    this.policies = Objects.requireNonNull(policies, "policies");
  }

  /** Two kinds of pods and a port: all that the answer depends on, but for a pod and itself. */
  private record Asked(PodGroup from, PodGroup to, Protocol protocol, int port) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Asked it
          && from == it.from
          && to == it.to
          && protocol == it.protocol
          && port == it.port;
    }

    @Override
    public int hashCode() {
      int pods = 31 * from.hashCode() + to.hashCode();
      return 31 * (31 * pods + port) + protocol.hashCode();
    }
  }

  /**
   * What {@link PolicySet#verdict(Seen, Seen, Protocol, int, Via)} says.
   *
   * @throws IllegalArgumentException if {@code port} is not within 1-65535
   */
  public Verdict between(Seen from, Seen to, Protocol protocol, int port, Via via) {
    PodGroup sender = from.standsForGroup();
    PodGroup receiver = to.standsForGroup();
    if (sender == null || receiver == null || from.samePod(to)) {
      return policies.verdict(from, to, protocol, port, via);
    }
    return known.computeIfAbsent(
        new Asked(sender, receiver, protocol, port),
        fresh -> policies.verdict(from, to, protocol, port, via));
  }
}
