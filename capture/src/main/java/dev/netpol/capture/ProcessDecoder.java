// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import java.nio.ByteBuffer;

/**
 * Reads the bytes of {@code struct process} of {@code bpf/event.h}; the end of a process is sent
 * without the path.
 */
final class ProcessDecoder {
  static final int KIND = 0;
  static final int STATUS = 4;
  static final int PARENT = 8;
  static final int PID = 12;
  static final int TIME = 16;
  static final int CGROUP = 24;
  static final int COMM = 32;
  static final int PATH = 48;
  static final int SIZE = 248;

  private ProcessDecoder() {}

  static Event.Exec exec(ByteBuffer from, int at) {
    return new Event.Exec(
        from.getLong(at + TIME),
        from.getLong(at + CGROUP),
        from.getInt(at + PID),
        from.getInt(at + PARENT),
        comm(from, at),
        EventDecoder.text(from, at + PATH, SIZE - PATH));
  }

  static Event.Exit exit(ByteBuffer from, int at) {
    return new Event.Exit(
        from.getLong(at + TIME),
        from.getLong(at + CGROUP),
        from.getInt(at + PID),
        from.getInt(at + PARENT),
        comm(from, at),
        from.getInt(at + STATUS));
  }

  private static String comm(ByteBuffer from, int at) {
    return EventDecoder.text(from, at + COMM, PATH - COMM);
  }
}
