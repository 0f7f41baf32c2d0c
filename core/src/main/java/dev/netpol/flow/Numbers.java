// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.model.Endpoint;
import dev.netpol.model.Protocol;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Gives ends numbers, so that a pair of them is one number too: there are far fewer ends than
 * flows, and the hashes of their names collide where names are counted up.
 */
final class Numbers {
  private static final int BITS = 22;

  private final Map<Endpoint, Integer> numbers = new HashMap<>();
  private final int most;

  Numbers() {
    this(1 << BITS);
  }

  /**
   * For tests.
   *
   * @param most ends, of which a pair still fits into a number
   */
  Numbers(int most) {
    this.most = most;
  }

  /** All ends that have a number. */
  Set<Endpoint> ends() {
    return numbers.keySet();
  }

  /** Tells these ports apart from all others. */
  long of(Endpoint from, Endpoint to, Protocol protocol, int port) {
    return mixed(pair(from, to, protocol) << 16 | port);
  }

  long of(Endpoint from, Endpoint to, Protocol protocol) {
    return mixed(pair(from, to, protocol));
  }

  long of(Endpoint to, Protocol protocol) {
    return mixed((long) of(to) << 2 | of(protocol));
  }

  private long pair(Endpoint from, Endpoint to, Protocol protocol) {
    return ((long) of(from) << BITS | of(to)) << 2 | of(protocol);
  }

  // One to one, and spread over all bits: hash tables look at the low ones only.
  private static long mixed(long number) {
    return number * 0x9E3779B97F4A7C15L;
  }

  private static int of(Protocol protocol) {
    return switch (protocol) {
      case TCP -> 0;
      case UDP -> 1;
      case SCTP -> 2;
    };
  }

  private int of(Endpoint end) {
    Integer known = numbers.get(end);
    if (known == null) {
      known = numbers.size();
      if (known == most) {
        // From here on, two pairs would share a number and be one flow.
        throw new IllegalStateException("more than " + most + " ends of flows");
      }
      numbers.put(end, known);
    }
    return known;
  }
}
