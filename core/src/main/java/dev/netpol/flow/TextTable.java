// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import java.util.Arrays;

/** Numbers distinct byte strings from 0 in the order in which they come. Open addressing. */
final class TextTable {

  /** Number of the key plus one; 0 is free. The length is a power of two. */
  private int[] slots = new int[1 << 10];

  private byte[][] keys = new byte[1 << 9][];
  private long[] hashes = new long[1 << 9];
  private int size;

  /** Number of the text, or -1 if it is new. At least eight bytes stand behind it. */
  int find(byte[] bytes, int from, int to) {
    long hash = KeyHash.of(bytes, from, to);
    int mask = slots.length - 1;
    for (int slot = (int) hash & mask; slots[slot] != 0; slot = slot + 1 & mask) {
      int number = slots[slot] - 1;
      byte[] key = keys[number];
      if (hashes[number] == hash && Arrays.equals(key, 0, key.length, bytes, from, to)) {
        return number;
      }
    }
    return -1;
  }

  byte[] text(int number) {
    return keys[number];
  }

  /** Numbers a text that {@link #find} did not find. */
  int add(byte[] bytes, int from, int to) {
    if (2 * (size + 1) > slots.length) {
      grow();
    }
    keys[size] = Arrays.copyOfRange(bytes, from, to);
    hashes[size] = KeyHash.of(bytes, from, to);
    place(hashes[size], size);
    return size++;
  }

  private void place(long hash, int number) {
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    while (slots[slot] != 0) {
      slot = slot + 1 & mask;
    }
    slots[slot] = number + 1;
  }

  private void grow() {
    slots = new int[2 * slots.length];
    keys = Arrays.copyOf(keys, slots.length / 2);
    hashes = Arrays.copyOf(hashes, slots.length / 2);
    for (int number = 0; number < size; number++) {
      place(hashes[number], number);
    }
  }
}
