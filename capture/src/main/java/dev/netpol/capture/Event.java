// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Protocol;
import dev.netpol.trace.Outcome;
import dev.netpol.trace.Side;
import java.util.Optional;

/** What the kernel program reports. Names of processes and programs are hostile text. */
sealed interface Event {

  /** Nanoseconds since boot, suspended time included. */
  long time();

  /** Id of the cgroup, which is the inode of its directory. */
  long cgroup();

  /** The process; 0 where none is known: what accepts runs in any process. */
  int pid();

  /** As the process calls itself. */
  String comm();

  /**
   * A connection, or several that differ in their source port only: {@code struct event} of {@code
   * bpf/event.h}. An end of UDP may be the unspecified address: the socket was bound to none, and
   * the namespace has several to choose from.
   *
   * @param last time of the last of them; that of the event for one
   * @param elapsed nanoseconds since the connect began; 0 where that was not seen
   * @param netns inode of the network namespace
   * @param source the initiator
   * @param destination the responder
   * @param requested what the application asked for, where the socket got something else
   * @param uncertain it is not known who spoke first, or whether a packet was sent at all
   * @param existing it was open already when the capture began
   */
  record Connection(
      long time,
      long last,
      long elapsed,
      long cgroup,
      long count,
      int netns,
      int pid,
      Side side,
      Protocol protocol,
      Outcome outcome,
      int errno,
      IpAddress source,
      int sport,
      IpAddress destination,
      int dport,
      Optional<Target> requested,
      boolean uncertain,
      boolean existing,
      String comm)
      implements Event {}

  /** An address and a port. */
  record Target(IpAddress address, int port) {}

  /**
   * A process runs another program now.
   *
   * @param path as it was given to the kernel, perhaps relative; cut after 199 bytes
   */
  record Exec(long time, long cgroup, int pid, int parent, String comm, String path)
      implements Event {}

  /**
   * A process has ended: its last thread has.
   *
   * @param status as of wait(2): the signal in the low seven bits, else the exit code above eight
   */
  record Exit(long time, long cgroup, int pid, int parent, String comm, int status)
      implements Event {

    /** The signal that ended it, or 0. */
    int signal() {
      return status & 0x7f;
    }

    /** What it said itself when it ended; 0 where a signal ended it. */
    int code() {
      return signal() == 0 ? status >> 8 & 0xff : 0;
    }
  }
}
