// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * Hashes keys eight bytes at a time, with a secret: they are strangers' text. What a hash decides
 * shows nowhere.
 */
final class KeyHash {

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long SECRET = new SplittableRandom().nextLong();
  private static final long FACTOR = new SplittableRandom().nextLong() | 0x9e3779b97f4a7c15L;

  private KeyHash() {}

  /** Of a text, behind which at least eight bytes stand. */
  static long of(byte[] bytes, int from, int to) {
    long hash = SECRET ^ (to - from);
    int i = from;
    for (; i + 8 <= to; i += 8) {
      hash = mix(hash, (long) LONG.get(bytes, i));
    }
    int rest = to - i;
    long last = rest == 0 ? 0 : (long) LONG.get(bytes, i) & (-1L >>> (8 * (8 - rest)));
    return folded(mix(hash, last));
  }

  /** Of {@code count} numbers. */
  static long of(long[] numbers, int from, int count) {
    long hash = SECRET;
    for (int i = 0; i < count; i++) {
      hash = mix(hash, numbers[from + i]);
    }
    return folded(hash);
  }

  private static long mix(long hash, long word) {
    long product = (hash ^ word) * FACTOR;
    return product ^ (product >>> 29);
  }

  /** With all of it in the low bits, of which tables make slots. */
  private static long folded(long hash) {
    return hash ^ (hash >>> 32);
  }
}
