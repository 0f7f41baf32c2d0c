// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * Reads bytes eight at a time, and hashes them with a secret: the keys are strangers' text. What a
 * hash decides shows nowhere.
 */
final class Words {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long SECRET = new SplittableRandom().nextLong();
  private static final long FACTOR = new SplittableRandom().nextLong() | 0x9e3779b97f4a7c15L;

  private Words() {}

  static long at(byte[] bytes, int index) {
    return (long) LONG.get(bytes, index);
  }

  /** The first {@code count} bytes from {@code index}, at most 8; the others are zero. */
  static long at(byte[] bytes, int index, int count) {
    return count == 0 ? 0 : at(bytes, index) & (-1L >>> (8 * (8 - count)));
  }

  static void put(byte[] bytes, int index, long word) {
    LONG.set(bytes, index, word);
  }

  static long start() {
    return SECRET;
  }

  static long mix(long hash, long word) {
    long product = (hash ^ word) * FACTOR;
    return product ^ (product >>> 29);
  }
}
