// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import java.nio.ByteBuffer;
import java.util.List;

/** Where events come from: the kernel, or a test. Used by one thread. */
interface EventSource extends AutoCloseable {

  /** Names of the layers of {@link #lost}: {@code enum lost_layer} of {@code bpf/event.h}. */
  List<String> LAYERS = List.of("ringbuf", "stash");

  /** What is attached to. */
  String hook();

  /**
   * Fills the buffer with whole events from its start; waits only when there are none.
   *
   * @return the bytes that were filled in, 0 when the time was up
   */
  int drain(ByteBuffer into, int millis) throws BridgeException;

  /** What was lost since the start; the counters only grow. */
  long[] lost() throws BridgeException;

  /** What to add to the time of an event to have nanoseconds since 1970. */
  long epoch();

  @Override
  void close();
}
