// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

/**
 * Takes what a trace holds, one call a record. A sink is used by one thread; of the sinks of a
 * parallel read each gets some of the records, in the order in which they stand in their part.
 */
public interface EventSink {

  /** A connection. The view is valid during the call only. */
  void event(EventView event);

  /** The connection that comes next says when it was, and that cannot be read: it has no time. */
  default void unreadableTime(Place at) {}

  /** The first record of a file or of a node's capture. */
  default void header(TraceHeader header) {}

  /** A Kubernetes object that the trace carries. */
  default void object(TraceObject object) {}

  /** The source says that events were lost. */
  default void lost(LostRecord lost) {}

  /** A capture ended in an orderly way. */
  default void end(EndRecord end) {}

  /** A record that is none of these; counted, never fatal. */
  default void skipped(SkippedRecord record) {}

  /** Everything has been read; called once on each sink, after the last record of all parts. */
  default void complete(Lines lines) {}
}
