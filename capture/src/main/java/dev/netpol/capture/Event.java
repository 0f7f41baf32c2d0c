// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Protocol;
import dev.netpol.trace.Outcome;
import dev.netpol.trace.Side;

/**
 * What the kernel program reports: {@code struct event} of {@code bpf/event.h}.
 *
 * @param time nanoseconds since boot, suspended time included
 * @param elapsed nanoseconds since the connect began; 0 where that was not seen
 * @param cgroup id of the socket's cgroup, which is the inode of its directory
 * @param netns inode of the network namespace
 * @param pid 0 where no process is known: what accepts runs in any process
 * @param source the initiator
 * @param destination the responder
 * @param comm as the process calls itself: hostile text
 */
record Event(
    long time,
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
    String comm) {}
