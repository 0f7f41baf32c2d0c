// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The one class with native methods: bytes out, no decisions. They may be called only where {@link
 * #isAvailable()}, and a handle by one thread at a time and never after {@link #close(long)}.
 */
final class Bridge {
  private static final Optional<String> PROBLEM = NativeLibrary.load();

  private Bridge() {}

  /** Whether the native part is here and loaded. The kernel may still refuse the program. */
  static boolean isAvailable() {
    return PROBLEM.isEmpty();
  }

  /** One sentence that says what is missing; empty where it is available. */
  static Optional<String> unavailabilityCause() {
    return PROBLEM;
  }

  /** Loads and attaches the program of that section, such as {@code tp_btf/...}, and no other. */
  static native long open(String section) throws BridgeException;

  /**
   * Fills a direct buffer, which must have room for one event, with whole events from its start.
   * Waits only when there are none.
   *
   * @return the bytes that were filled in, 0 when the time was up
   */
  static native int drain(long handle, ByteBuffer into, int millis) throws BridgeException;

  /** What was lost since the start, by {@code enum lost_layer} of {@code bpf/event.h}. */
  static native long[] lost(long handle) throws BridgeException;

  /** What to add to the time of an event to have nanoseconds since 1970. */
  static native long epoch();

  /** Detaches the program and frees everything. */
  static native void close(long handle);
}
