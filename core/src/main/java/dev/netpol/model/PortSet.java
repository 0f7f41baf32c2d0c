// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A set of ports, each a protocol and a number of 1-65535: what may be opened towards a pod.
 * Immutable; equal sets are equal however they were made.
 */
public final class PortSet {

  private static final int[] EMPTY = {};
  private static final int[] FULL = {PortRange.ALL.first(), PortRange.ALL.last() + 1};

  /** No port at all. */
  public static final PortSet NONE = new PortSet(EMPTY, EMPTY, EMPTY);

  /** Every port of every protocol. */
  public static final PortSet ALL = new PortSet(FULL, FULL, FULL);

  /** Ascending numbers at which membership changes: in from the first, out from the second. */
  private final int[] tcp;

  private final int[] udp;
  private final int[] sctp;
  private final int hash;

  private PortSet(int[] tcp, int[] udp, int[] sctp) {
    this.tcp = tcp;
    this.udp = udp;
    this.sctp = sctp;
    this.hash = 31 * (31 * Arrays.hashCode(tcp) + Arrays.hashCode(udp)) + Arrays.hashCode(sctp);
  }

  private int[] changes(Protocol protocol) {
    return switch (protocol) {
      case TCP -> tcp;
      case UDP -> udp;
      case SCTP -> sctp;
    };
  }

  /** These ports of one protocol. */
  public static PortSet of(Protocol protocol, PortRange ports) {
    int[] changes = {ports.first(), ports.last() + 1};
    return new PortSet(
        protocol == Protocol.TCP ? changes : EMPTY,
        protocol == Protocol.UDP ? changes : EMPTY,
        protocol == Protocol.SCTP ? changes : EMPTY);
  }

  /** One port. */
  public static PortSet of(Protocol protocol, int port) {
    return of(protocol, PortRange.of(port));
  }

  /** The ports of any of these sets. */
  public static PortSet union(Collection<PortSet> sets) {
    return sets.stream().reduce(NONE, PortSet::union);
  }

  /** How two sets become one. */
  private enum Join {
    UNION,
    INTERSECT,
    MINUS;

    boolean holds(boolean a, boolean b) {
      return switch (this) {
        case UNION -> a || b;
        case INTERSECT -> a && b;
        case MINUS -> a && !b;
      };
    }
  }

  public PortSet union(PortSet other) {
    if (isAll() || other.isEmpty()) {
      return this;
    }
    return other.isAll() || isEmpty() ? other : join(other, Join.UNION);
  }

  public PortSet intersect(PortSet other) {
    if (isAll() || other.isEmpty()) {
      return other;
    }
    return other.isAll() || isEmpty() ? this : join(other, Join.INTERSECT);
  }

  /** The ports of this set that {@code other} lacks. */
  public PortSet minus(PortSet other) {
    if (other.isAll() || isEmpty()) {
      return NONE;
    }
    return other.isEmpty() ? this : join(other, Join.MINUS);
  }

  private PortSet join(PortSet other, Join join) {
    PortSet made =
        new PortSet(
            join(tcp, other.tcp, join), join(udp, other.udp, join), join(sctp, other.sctp, join));
    return made.equals(NONE) ? NONE : made.equals(ALL) ? ALL : made;
  }

  /** Sweeps over the changes of both, in order, and notes where the answer changes. */
  private static int[] join(int[] a, int[] b, Join join) {
    int[] out = new int[a.length + b.length];
    int size = 0;
    int i = 0;
    int j = 0;
    boolean in = false;
    while (i < a.length || j < b.length) {
      int at =
          Math.min(
              i < a.length ? a[i] : Integer.MAX_VALUE, j < b.length ? b[j] : Integer.MAX_VALUE);
      i += i < a.length && a[i] == at ? 1 : 0;
      j += j < b.length && b[j] == at ? 1 : 0;
      if (join.holds(i % 2 == 1, j % 2 == 1) != in) {
        out[size++] = at;
        in = !in;
      }
    }
    return size == out.length ? out : Arrays.copyOf(out, size);
  }

  public boolean isEmpty() {
    return equals(NONE);
  }

  /** Whether every port of every protocol is in it. */
  public boolean isAll() {
    return equals(ALL);
  }

  public boolean contains(Protocol protocol, int port) {
    int at = Arrays.binarySearch(changes(protocol), port);
    // Found at an even place: a range starts there. Not found: -at - 1 changes lie before it.
    return at >= 0 ? at % 2 == 0 : (-at - 1) % 2 == 1;
  }

  /** Whether every port of {@code other} is in it. */
  public boolean containsAll(PortSet other) {
    return other.minus(this).isEmpty();
  }

  /** Its ports of one protocol: disjoint, not adjacent, ascending. */
  public List<PortRange> ranges(Protocol protocol) {
    int[] its = changes(protocol);
    List<PortRange> ranges = new ArrayList<>(its.length / 2);
    for (int i = 0; i < its.length; i += 2) {
      ranges.add(new PortRange(its[i], its[i + 1] - 1));
    }
    return List.copyOf(ranges);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof PortSet it
            && hash == it.hash
            && Arrays.equals(tcp, it.tcp)
            && Arrays.equals(udp, it.udp)
            && Arrays.equals(sctp, it.sctp));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** {@code TCP 80,8000-8080; UDP 53}, {@code all but TCP 80}, {@code all} or {@code none}. */
  @Override
  public String toString() {
    if (isEmpty()) {
      return "none";
    }
    PortSet others = ALL.minus(this);
    if (others.isEmpty()) {
      return "all";
    }
    String missing = others.listed();
    String listed = listed();
    return missing.length() < listed.length() ? "all but " + missing : listed;
  }

  private String listed() {
    return Stream.of(Protocol.values())
        .filter(it -> changes(it).length > 0)
        .map(it -> it + " " + listed(it))
        .collect(Collectors.joining("; "));
  }

  private String listed(Protocol protocol) {
    return ranges(protocol).stream().map(PortRange::toString).collect(Collectors.joining(","));
  }
}
