// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Numbers distinct byte strings from 0 in the order in which they come. Open addressing; the hash
 * has a secret, since the keys are strangers' text, and shows nowhere.
 */
final class KeyTable {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long SECRET = new SplittableRandom().nextLong() | 1;

  /** Number of the key plus one; 0 is free. The length is a power of two. */
  private int[] slots = new int[1 << 10];

  private byte[][] keys = new byte[1 << 9][];
  private long[] hashes = new long[1 << 9];
  private int size;

  int size() {
    return size;
  }

  /** Number of the key, or -1 if it is new. At least eight bytes stand behind it. */
  int find(byte[] key, int length) {
    long hash = hash(key, length);
    int mask = slots.length - 1;
    for (int slot = (int) hash & mask; slots[slot] != 0; slot = slot + 1 & mask) {
      int number = slots[slot] - 1;
      if (hashes[number] == hash
          && Arrays.equals(keys[number], 0, keys[number].length, key, 0, length)) {
        return number;
      }
    }
    return -1;
  }

  /** Numbers a key that {@link #find} did not find. */
  int add(byte[] key, int length) {
    if (2 * (size + 1) > slots.length) {
      grow();
    }
    long hash = hash(key, length);
    keys[size] = Arrays.copyOf(key, length);
    hashes[size] = hash;
    place(hash, size);
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

  private static long hash(byte[] key, int length) {
    long hash = SECRET ^ length;
    int i = 0;
    for (; i + 8 <= length; i += 8) {
      hash = mix(hash ^ (long) LONG.get(key, i));
    }
    if (i < length) {
      long rest = (long) LONG.get(key, i) & (-1L >>> (8 * (8 - (length - i))));
      hash = mix(hash ^ rest);
    }
    return hash ^ (hash >>> 32);
  }

  private static long mix(long word) {
    long product = word * (0x9e3779b97f4a7c15L ^ (SECRET << 1));
    return product ^ (product >>> 29);
  }
}
