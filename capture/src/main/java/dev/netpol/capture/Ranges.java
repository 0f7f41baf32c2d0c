// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.model.Cidr;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.TreeSet;

/**
 * Which peers are wanted, for a trie that answers with the longest prefix that matches: each block
 * says what holds for itself after all the blocks around it were asked.
 */
final class Ranges {
  /** Of {@code struct range} of {@code bpf/event.h}. */
  static final int WANTED = 0;

  static final int FAMILY = 1;
  static final int PREFIX = 2;
  static final int ADDRESS = 4;
  static final int SIZE = 20;

  private Ranges() {}

  /**
   * The elements, one after the other.
   *
   * @param cidrs only these are wanted; none: all
   * @param excluded these are not
   */
  static byte[] encode(List<Cidr> cidrs, List<Cidr> excluded) {
    TreeSet<Cidr> blocks = new TreeSet<>(cidrs);
    blocks.addAll(excluded);
    ByteBuffer bytes = ByteBuffer.allocate(blocks.size() * SIZE);
    for (Cidr block : blocks) {
      boolean wanted =
          (cidrs.isEmpty() || cidrs.stream().anyMatch(cidr -> cidr.contains(block)))
              && excluded.stream().noneMatch(cidr -> cidr.contains(block));
      int at = bytes.position();
      bytes.put(at + WANTED, (byte) (wanted ? 1 : 0));
      bytes.put(at + FAMILY, (byte) (block.isV4() ? 4 : 6));
      bytes.put(at + PREFIX, (byte) block.prefix());
      if (block.isV4()) {
        bytes.putInt(at + ADDRESS, (int) block.network().low());
      } else {
        bytes.putLong(at + ADDRESS, block.network().high());
        bytes.putLong(at + ADDRESS + 8, block.network().low());
      }
      bytes.position(at + SIZE);
    }
    return bytes.array();
  }
}
