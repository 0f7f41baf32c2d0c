// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.trace.EventView;
import dev.netpol.trace.Field;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the processes that events tell of. A trace may bring ever new names, so these are
 * forgotten when there are many, and numbers are never given twice.
 */
final class ProcessNames {

  private static final int MOST = 1 << 15;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final @Nullable ProcessName[] known = new @Nullable ProcessName[MOST];
  private TextTable names = new TextTable();
  private byte[] key = new byte[256];

  /** Number of the first that is known. */
  private int first;

  private int size;

  /** The process of that number, unless it is forgotten or the number negative. */
  @Nullable ProcessName of(int number) {
    int index = number - first;
    return index >= 0 && index < size ? known[index] : null;
  }

  /**
   * The process of an event.
   *
   * @param ends number of its texts
   */
  ProcessName of(EventView event, int ends) {
    int length = key(event, ends);
    int index = names.find(key, 0, length);
    ProcessName process = index < 0 ? null : known[index];
    return process != null ? process : add(event, ends, length);
  }

  private ProcessName add(EventView event, int ends, int length) {
    if (size == MOST) {
      first += size;
      size = 0;
      names = new TextTable();
    }
    names.add(key, 0, length);
    ProcessName process =
        new ProcessName(first + size, ends, event.text(Field.COMM), event.text(Field.EXE));
    known[size++] = process;
    return process;
  }

  /** Writes number of the ends, length of the name, name and executable; returns where they end. */
  private int key(EventView event, int ends) {
    int comm = Math.max(0, event.length(Field.COMM));
    int exe = Math.max(0, event.length(Field.EXE));
    int length = Long.BYTES + comm + exe;
    if (length + Long.BYTES > key.length) {
      key = new byte[2 * length];
    }
    LONG.set(key, 0, (long) comm << 32 | ends);
    int to = copy(event, Field.COMM, comm, Long.BYTES);
    return copy(event, Field.EXE, exe, to);
  }

  private int copy(EventView event, Field field, int length, int to) {
    if (length > 0) {
      System.arraycopy(event.buffer(), event.offset(field), key, to, length);
    }
    return to + length;
  }
}
