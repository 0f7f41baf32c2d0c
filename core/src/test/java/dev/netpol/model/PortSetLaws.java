// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Sets of ports against sets of bits. */
class PortSetLaws {

  /** A set of ports and the same as bits: protocol times 65536 plus port. */
  record Twin(PortSet set, BitSet bits) {}

  @Property
  void holds_exactly_the_ports_that_bits_hold(@ForAll("twins") Twin one) {
    assertThat(bits(one.set())).isEqualTo(one.bits());
    for (Protocol protocol : Protocol.values()) {
      for (int port : List.of(1, 2, 79, 80, 81, 8080, 65534, 65535)) {
        assertThat(one.set().contains(protocol, port))
            .isEqualTo(one.bits().get((protocol.ordinal() << 16) + port));
      }
    }
  }

  @Property
  void joins_as_bits_do(@ForAll("twins") Twin one, @ForAll("twins") Twin other) {
    BitSet union = copy(one.bits());
    union.or(other.bits());
    BitSet both = copy(one.bits());
    both.and(other.bits());
    BitSet minus = copy(one.bits());
    minus.andNot(other.bits());
    assertThat(bits(one.set().union(other.set()))).isEqualTo(union);
    assertThat(bits(one.set().intersect(other.set()))).isEqualTo(both);
    assertThat(bits(one.set().minus(other.set()))).isEqualTo(minus);
    assertThat(one.set().containsAll(other.set())).isEqualTo(both.equals(other.bits()));
  }

  @Property
  void equal_sets_are_equal_however_they_were_made(
      @ForAll("twins") Twin one, @ForAll("twins") Twin other) {
    assertThat(one.set().equals(other.set())).isEqualTo(one.bits().equals(other.bits()));
    PortSet again = one.set().minus(other.set()).union(one.set().intersect(other.set()));
    assertThat(again).isEqualTo(one.set()).hasSameHashCodeAs(one.set());
    assertThat(again.isEmpty()).isEqualTo(one.bits().isEmpty());
  }

  @Property
  void ranges_are_disjoint_and_not_adjacent(@ForAll("twins") Twin one) {
    for (Protocol protocol : Protocol.values()) {
      int last = -1;
      for (PortRange range : one.set().ranges(protocol)) {
        assertThat(range.first()).isGreaterThan(last + 1);
        last = range.last();
      }
    }
  }

  private static BitSet copy(BitSet bits) {
    return (BitSet) bits.clone();
  }

  private static BitSet bits(PortSet set) {
    BitSet bits = new BitSet();
    for (Protocol protocol : Protocol.values()) {
      set.ranges(protocol).forEach(it -> set(bits, protocol, it));
    }
    return bits;
  }

  private static void set(BitSet bits, Protocol protocol, PortRange range) {
    int base = protocol.ordinal() << 16;
    bits.set(base + range.first(), base + range.last() + 1);
  }

  @Provide
  Arbitrary<Twin> twins() {
    Arbitrary<Integer> port = Arbitraries.of(1, 2, 79, 80, 81, 82, 8080, 9000, 65534, 65535);
    Arbitrary<PortRange> range =
        Combinators.combine(port, port).as((a, b) -> new PortRange(Math.min(a, b), Math.max(a, b)));
    Arbitrary<Twin> parts =
        Combinators.combine(Arbitraries.of(Protocol.class), range)
            .as(PortSetLaws::part)
            .list()
            .ofMaxSize(5)
            .map(PortSetLaws::all);
    BitSet full = new BitSet();
    for (Protocol protocol : Protocol.values()) {
      set(full, protocol, PortRange.ALL);
    }
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(9, parts),
        net.jqwik.api.Tuple.of(1, Arbitraries.of(new Twin(PortSet.ALL, full))));
  }

  private static Twin part(Protocol protocol, PortRange range) {
    BitSet bits = new BitSet();
    set(bits, protocol, range);
    return new Twin(PortSet.of(protocol, range), bits);
  }

  private static Twin all(List<Twin> parts) {
    BitSet bits = new BitSet();
    parts.forEach(it -> bits.or(it.bits()));
    return new Twin(PortSet.union(parts.stream().map(Twin::set).toList()), bits);
  }
}
