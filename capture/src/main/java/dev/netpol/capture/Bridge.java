// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one class with native methods: bytes out, no decisions. They may be called only where {@link
 * #isAvailable()}, and a handle by one thread at a time and never after {@link #close(long)}.
 */
final class Bridge {
  /** For {@link #drain}: what was counted in the kernel, and not the ring buffer. */
  static final int FOLDED = -1;

  /**
   * In place of a time: the connects over TCP that have not ended, instead. Nothing is recorded
   * from then on.
   */
  static final int UNENDED = -2;

  private static final Optional<String> PROBLEM = NativeLibrary.load();

  private Bridge() {}

  /** Whether the native part is here and loaded. The kernel may still refuse the programs. */
  static boolean isAvailable() {
    return PROBLEM.isEmpty();
  }

  /** One sentence that says what is missing; empty where it is available. */
  static Optional<String> unavailabilityCause() {
    return PROBLEM;
  }

  /**
   * Loads the programs of these sections, such as {@code tp_btf/...}, and no others, and attaches
   * them one by one.
   *
   * @param refused filled in: what the kernel said about the program of that index, if it could not
   *     be attached; a first line and details
   * @param cgroups mount of the cgroup2 hierarchy
   * @param ranges elements of {@code struct range} of {@code bpf/event.h}; empty when every peer is
   *     wanted
   * @param others whether peers in none of the ranges are wanted
   * @param mayRunFirst whether programs may ask to run before others, which kernels since 6.15 do
   * @throws BridgeException if one of them could not even be loaded
   */
  static native long open(
      String[] programs,
      @Nullable String[] refused,
      String cgroups,
      int ringBytes,
      int mapEntries,
      int udpMillis,
      boolean aggregate,
      byte[] ranges,
      boolean others,
      boolean mayRunFirst)
      throws BridgeException;

  /** Says of a cgroup whether its connections are wanted. */
  static native void choose(long handle, long cgroup, boolean wanted) throws BridgeException;

  /**
   * Fills a direct buffer, which must have room for one event of any kind, with whole events from
   * its start. Waits only when there are none.
   *
   * @param millis how long, or {@link #FOLDED}, or {@link #UNENDED}
   * @return the bytes that were filled in, 0 when the time was up or nothing is left
   */
  static native int drain(long handle, ByteBuffer into, int millis) throws BridgeException;

  /**
   * Fills a direct buffer with the TCP connections that are open in a network namespace.
   *
   * @return the bytes that they need; more than the buffer has when it was too small
   */
  static native int existing(String netns, ByteBuffer into) throws BridgeException;

  /**
   * What was lost since the start, by {@code enum lost_layer} of {@code bpf/event.h}; and, as the
   * last, what to add to the time of an event to have nanoseconds since 1970.
   */
  static native long[] counters(long handle) throws BridgeException;

  /** Detaches the programs and frees everything. */
  static native void close(long handle);
}
