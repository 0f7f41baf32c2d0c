// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.trace.ConnectionEvent;
import java.io.IOException;

/** What becomes of a capture: lines of a trace, or something to look at. */
interface Recorder {

  /** A connection that passed the filters. */
  void connection(ConnectionEvent event) throws IOException;

  /** A program that was started. */
  default void started(Event.Exec exec, Pod pod, String exe) throws IOException {}

  /** A program that has ended. */
  default void ended(Event.Exit exit, Pod pod, String exe) throws IOException {}

  /** So many more events were lost in that layer, at least one. */
  void lost(long time, String layer, long more) throws IOException;

  /** Hands over what is held back. */
  void flush() throws IOException;
}
