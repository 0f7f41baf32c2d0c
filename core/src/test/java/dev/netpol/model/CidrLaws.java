// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.commons.net.util.SubnetUtils;
import org.apache.commons.net.util.SubnetUtils6;

/** Blocks against commons-net, and joining against the sets of addresses that blocks are. */
class CidrLaws {

  @Property(tries = 300)
  void ipv4_blocks_are_those_of_commons_net(
      @ForAll("v4") IpAddress ip, @ForAll("prefix4") int prefix, @ForAll("v4") IpAddress other) {
    Cidr cidr = new Cidr(ip, prefix);
    SubnetUtils oracle = new SubnetUtils(ip + "/" + prefix);
    // Otherwise it leaves out the network's first and last address.
    oracle.setInclusiveHostCount(true);
    assertThat(cidr.network()).hasToString(oracle.getInfo().getNetworkAddress());
    assertThat(cidr.last()).hasToString(oracle.getInfo().getBroadcastAddress());
    for (IpAddress it : List.of(ip, other, cidr.network(), cidr.last())) {
      // To it, 0.0.0.0 is in no block at all.
      if (!it.isUnspecified()) {
        assertThat(cidr.contains(it)).isEqualTo(oracle.getInfo().isInRange(it.toString()));
      }
    }
  }

  @Property(tries = 300)
  void ipv6_blocks_are_those_of_commons_net(
      @ForAll("v6") IpAddress ip, @ForAll("prefix6") int prefix, @ForAll("v6") IpAddress other)
      throws UnknownHostException {
    Cidr cidr = new Cidr(ip, prefix);
    SubnetUtils6 oracle = new SubnetUtils6(ip + "/" + prefix);
    assertThat(cidr.network()).isEqualTo(IpAddress.parse(oracle.getInfo().getNetworkAddress()));
    assertThat(cidr.last()).isEqualTo(IpAddress.parse(oracle.getInfo().getHighAddress()));
    for (IpAddress it : List.of(ip, other, cidr.network(), cidr.last())) {
      assertThat(cidr.contains(it))
          .isEqualTo(
              oracle.getInfo().isInRange((Inet6Address) InetAddress.getByName(it.toString())));
    }
  }

  @Property(tries = 300)
  void containing_a_block_is_containing_both_of_its_ends(
      @ForAll("block") Cidr one, @ForAll("block") Cidr other) {
    boolean both = one.contains(other.network()) && one.contains(other.last());
    assertThat(one.contains(other)).isEqualTo(both && one.isV4() == other.isV4());
    assertThat(one.overlaps(other)).isEqualTo(one.contains(other) || other.contains(one));
    assertThat(one.overlaps(other)).isEqualTo(other.overlaps(one));
  }

  @Property(tries = 300)
  void joining_adds_nothing_and_loses_nothing(
      @ForAll("blocks") List<Cidr> blocks, @ForAll("addresses") List<IpAddress> probes) {
    List<Cidr> joined = Cidr.join(blocks);
    List<IpAddress> all = new ArrayList<>(probes);
    blocks.forEach(block -> all.addAll(List.of(block.network(), block.last())));
    joined.forEach(block -> all.addAll(List.of(block.network(), block.last())));
    for (IpAddress ip : all) {
      assertThat(joined.stream().anyMatch(block -> block.contains(ip)))
          .as(ip + " of " + blocks + " in " + joined)
          .isEqualTo(blocks.stream().anyMatch(block -> block.contains(ip)));
    }
    for (boolean v4 : List.of(true, false)) {
      assertThat(size(joined, v4)).isEqualTo(size(blocks, v4));
    }
  }

  @Property(tries = 300)
  void joining_leaves_nothing_to_join_and_sorts(@ForAll("blocks") List<Cidr> blocks) {
    List<Cidr> joined = Cidr.join(blocks);
    assertThat(joined).isSorted().doesNotHaveDuplicates();
    assertThat(Cidr.join(joined)).isEqualTo(joined);
    for (Cidr one : joined) {
      for (Cidr other : joined) {
        boolean siblings =
            one.prefix() == other.prefix()
                && one.prefix() > 0
                && !one.equals(other)
                && new Cidr(one.network(), one.prefix() - 1).contains(other);
        assertThat(siblings).as(one + " and " + other).isFalse();
        assertThat(!one.equals(other) && one.contains(other)).isFalse();
      }
    }
  }

  @Property(tries = 300)
  void joining_does_not_care_for_order_or_parts(
      @ForAll("blocks") List<Cidr> blocks, @ForAll("blocks") List<Cidr> more, @ForAll long seed) {
    List<Cidr> all = new ArrayList<>(blocks);
    all.addAll(more);
    List<Cidr> joined = Cidr.join(all);
    Collections.shuffle(all, new Random(seed));
    assertThat(Cidr.join(all)).isEqualTo(joined);
    List<Cidr> parts = new ArrayList<>(Cidr.join(blocks));
    parts.addAll(Cidr.join(more));
    assertThat(Cidr.join(parts)).isEqualTo(joined);
  }

  @Property(tries = 300)
  void a_set_of_blocks_holds_what_one_of_them_does(
      @ForAll("blocks") List<Cidr> blocks, @ForAll("addresses") List<IpAddress> probes) {
    CidrSet set = new CidrSet(blocks);
    List<IpAddress> all = new ArrayList<>(probes);
    for (Cidr block : blocks) {
      all.addAll(List.of(block.network(), block.last()));
      block.network().previous().ifPresent(all::add);
      block.last().next().ifPresent(all::add);
    }
    for (IpAddress ip : all) {
      assertThat(set.contains(ip))
          .as(ip + " in " + blocks)
          .isEqualTo(blocks.stream().anyMatch(block -> block.contains(ip)));
    }
  }

  @Property(tries = 300)
  void blocks_are_equal_where_they_hold_the_same(
      @ForAll("block") Cidr one, @ForAll("block") Cidr other) {
    boolean same = one.contains(other) && other.contains(one);
    assertThat(one.equals(other)).isEqualTo(same).isEqualTo(one.compareTo(other) == 0);
    Cidr again = new Cidr(one.last(), one.prefix());
    assertThat(again).isEqualTo(one).hasSameHashCodeAs(one);
  }

  /** How many addresses the blocks of a family hold together, each counted once. */
  private static BigInteger size(List<Cidr> blocks, boolean v4) {
    BigInteger size = BigInteger.ZERO;
    Cidr covering = null;
    for (Cidr block : new TreeSet<>(blocks.stream().filter(it -> it.isV4() == v4).toList())) {
      if (covering == null || !covering.contains(block)) {
        covering = block;
        size = size.add(BigInteger.ONE.shiftLeft(block.network().bits() - block.prefix()));
      }
    }
    return size;
  }

  @Provide
  Arbitrary<IpAddress> v4() {
    return Arbitraries.oneOf(
        Arbitraries.integers().map(IpAddress::ofV4),
        Arbitraries.integers().between(0, 15).map(low -> IpAddress.ofV4(0x0a000000 + low)));
  }

  @Provide
  Arbitrary<IpAddress> v6() {
    return Combinators.combine(Arbitraries.longs(), Arbitraries.longs())
        .as((high, low) -> new IpAddress(high | 0x2000_0000_0000_0000L, low));
  }

  @Provide
  Arbitrary<Integer> prefix4() {
    return Arbitraries.integers().between(0, 32);
  }

  @Provide
  Arbitrary<Integer> prefix6() {
    return Arbitraries.integers().between(0, 128);
  }

  /** Blocks that are often neighbours. */
  @Provide
  Arbitrary<Cidr> block() {
    Arbitrary<Cidr> small =
        Combinators.combine(v4(), Arbitraries.integers().between(27, 32)).as(Cidr::new);
    Arbitrary<Cidr> small6 =
        Combinators.combine(
                Arbitraries.longs().between(0, 15), Arbitraries.integers().between(123, 128))
            .as((low, prefix) -> new Cidr(new IpAddress(0xfd00_0000_0000_0000L, low), prefix));
    Arbitrary<Cidr> halves =
        Combinators.combine(Arbitraries.integers(), Arbitraries.integers().between(0, 2))
            .as((bits, prefix) -> new Cidr(IpAddress.ofV4(bits), prefix));
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(8, small),
        net.jqwik.api.Tuple.of(3, small6),
        net.jqwik.api.Tuple.of(1, halves),
        net.jqwik.api.Tuple.of(1, Combinators.combine(v6(), prefix6()).as(Cidr::new)));
  }

  @Provide
  Arbitrary<List<Cidr>> blocks() {
    return block().list().ofMaxSize(14);
  }

  @Provide
  Arbitrary<List<IpAddress>> addresses() {
    return Arbitraries.oneOf(v4(), v6()).list().ofMaxSize(8);
  }
}
