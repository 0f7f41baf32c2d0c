// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Names of fields and what belongs to them, looked up as they stand in the text, so that no string
 * is made of a name. Most names of a log are asked for in vain: the table is mostly empty.
 */
final class JsonNames<V> {

  private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

  /** Makes one of both cases of a letter; of other characters anything, but always the same. */
  private static final long ONE_CASE = 0x2020_2020_2020_2020L;

  private static final class Entry<V> {
    final byte[] name;
    final V value;

    Entry(byte[] name, V value) {
      this.name = name;
      this.value = value;
    }
  }

  private @Nullable Entry<V>[] table = table(8);
  private int size;

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <V> @Nullable Entry<V>[] table(int length) {
    return new Entry[length];
  }

  boolean isEmpty() {
    return size == 0;
  }

  void putIfAbsent(String name, V value) {
    if (get(name) != null) {
      return;
    }
    if (4 * ++size > table.length) {
      @Nullable Entry<V>[] old = table;
      table = table(2 * old.length);
      for (Entry<V> entry : old) {
        if (entry != null) {
          add(entry);
        }
      }
    }
    add(new Entry<>(name.getBytes(StandardCharsets.UTF_8), value));
  }

  private void add(Entry<V> entry) {
    byte[] padded = Arrays.copyOf(entry.name, entry.name.length + EightBytes.PADDING);
    int slot = slot(padded, 0, entry.name.length);
    while (table[slot] != null) {
      slot = next(slot);
    }
    table[slot] = entry;
  }

  @Nullable V get(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return get(Arrays.copyOf(bytes, bytes.length + EightBytes.PADDING), 0, bytes.length);
  }

  /** What belongs to the name {@code bytes[from, to)}. */
  @Nullable V get(byte[] bytes, int from, int to) {
    int slot = slot(bytes, from, to);
    for (Entry<V> entry; (entry = table[slot]) != null; slot = next(slot)) {
      if (Arrays.equals(entry.name, 0, entry.name.length, bytes, from, to)) {
        return entry.value;
      }
    }
    return null;
  }

  /** The same, of a name in ASCII whose letters are taken for small ones. */
  @Nullable V getLower(byte[] bytes, int from, int to) {
    int slot = slot(bytes, from, to);
    for (Entry<V> entry; (entry = table[slot]) != null; slot = next(slot)) {
      if (isLower(entry.name, bytes, from, to)) {
        return entry.value;
      }
    }
    return null;
  }

  private static boolean isLower(byte[] name, byte[] bytes, int from, int to) {
    boolean same = name.length == to - from;
    for (int i = 0; same && i < name.length; i++) {
      byte letter = bytes[from + i];
      same = name[i] == (letter >= 'A' && letter <= 'Z' ? letter + ('a' - 'A') : letter);
    }
    return same;
  }

  private int next(int slot) {
    return (slot + 1) & (table.length - 1);
  }

  /** The same for names that differ in case only. */
  private int slot(byte[] bytes, int from, int to) {
    int length = to - from;
    long word;
    if (length < 8) {
      word = (EightBytes.at(bytes, from) | ONE_CASE) & EightBytes.mask(length);
    } else {
      long last = EightBytes.at(bytes, to - 8) | ONE_CASE;
      word = (EightBytes.at(bytes, from) | ONE_CASE) ^ Long.rotateLeft(last, 29);
    }
    return (int) (((word + length) * SPREAD) >>> 40) & (table.length - 1);
  }
}
