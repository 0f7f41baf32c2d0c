// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.model.Protocol;
import dev.netpol.trace.Side;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where events come from: the kernel, or a test. Used by one thread. */
interface EventSource extends AutoCloseable {

  /** Names of the layers of {@link #lost}: {@code enum lost_layer} of {@code bpf/event.h}. */
  List<String> LAYERS = List.of("ringbuf", "stash", "udp", "missed");

  /** What is attached to, for TCP where that is captured. */
  String hook();

  /** What is seen on which side with what could be attached. */
  Map<Side, Set<Protocol>> covers();

  /** The programs that are attached, by their sections. */
  List<String> attached();

  /** What was tried and could not be attached, whether or not something else does its work. */
  List<Refusal> refusals();

  /**
   * Says whether a cgroup is one to be reported. Those that are not are dropped in the kernel; of
   * which nothing was said are reported.
   */
  void choose(long cgroup, boolean wanted) throws BridgeException;

  /**
   * Fills the buffer with whole events and makes it ready for {@link EventDecoder#next}. Waits only
   * when there are none; the buffer has nothing remaining when the time was up.
   *
   * @param into direct, with room for one event of any kind
   */
  void drain(ByteBuffer into, int millis) throws BridgeException;

  /**
   * Fills the buffer, as {@link #drain} does, with what was counted in the kernel since the last
   * time. To be called until nothing remains, which is once where nothing is aggregated.
   */
  void folded(ByteBuffer into) throws BridgeException;

  /**
   * Records nothing any more, and fills the buffer, as {@link #drain} does, with the connects over
   * TCP that have begun and were not seen to end. To be called until it leaves room for one more:
   * each call waits for the programs that run. What was recorded before is still to be drained.
   */
  void unended(ByteBuffer into) throws BridgeException;

  /**
   * The TCP connections that are open in a network namespace, as of now.
   *
   * @param netns such as {@code /proc/1/ns/net}
   */
  List<Event.Connection> existing(Path netns) throws BridgeException;

  /** What was lost since the start; the counters only grow. */
  long[] lost() throws BridgeException;

  /** What to add to the time of an event to have nanoseconds since 1970. */
  long epoch() throws BridgeException;

  @Override
  void close();
}
