// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.Cidr;
import dev.netpol.model.IpAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RangesTest {

  @Test
  void an_element_is_as_the_header_says() {
    assertThat(
            HexFormat.of()
                .formatHex(
                    Ranges.encode(
                        List.of(Cidr.parse("10.0.0.0/8")), List.of(Cidr.parse("fd00::/8")))))
        .isEqualTo(
            "01040800"
                + "0a000000000000000000000000000000"
                + "00060800"
                + "fd000000000000000000000000000000");
  }

  /** The kernel asks for the longest prefix that matches; that has to be what the lists say. */
  @Test
  void the_longest_prefix_says_what_all_the_blocks_say() {
    long seed = Long.getLong("seed", 4);
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 2000; round++) {
      List<Cidr> cidrs = blocks(random);
      List<Cidr> excluded = blocks(random);
      IpAddress address = IpAddress.ofV4(random.nextInt(256));

      boolean expected =
          (cidrs.isEmpty() || cidrs.stream().anyMatch(block -> block.contains(address)))
              && excluded.stream().noneMatch(block -> block.contains(address));
      assertThat(longest(Ranges.encode(cidrs, excluded), address, cidrs.isEmpty()))
          .as("-Dseed=%d: %s in %s without %s", seed, address, cidrs, excluded)
          .isEqualTo(expected);
    }
  }

  private static List<Cidr> blocks(SplittableRandom random) {
    List<Cidr> blocks = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      blocks.add(new Cidr(IpAddress.ofV4(random.nextInt(256)), random.nextInt(23, 33)));
    }
    return blocks;
  }

  private record Answer(Cidr block, boolean wanted) {}

  private static boolean longest(byte[] ranges, IpAddress address, boolean others) {
    ByteBuffer from = ByteBuffer.wrap(ranges);
    List<Answer> answers = new ArrayList<>();
    for (int at = 0; at < ranges.length; at += Ranges.SIZE) {
      Cidr block =
          new Cidr(IpAddress.ofV4(from.getInt(at + Ranges.ADDRESS)), ranges[at + Ranges.PREFIX]);
      answers.add(new Answer(block, ranges[at + Ranges.WANTED] == 1));
    }
    return answers.stream()
        .filter(answer -> answer.block().contains(address))
        .max(Comparator.comparingInt(answer -> answer.block().prefix()))
        .map(Answer::wanted)
        .orElse(others);
  }
}
