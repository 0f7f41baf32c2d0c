// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import com.google.common.collect.ComparisonChain;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Position;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Outcome;
import java.util.Objects;
import java.util.Optional;

/**
 * One record, kept as evidence. Ordered by time, then by all else; unknown times come last.
 *
 * @param time nanoseconds since 1970, or {@link EventView#NO_TIME}
 * @param pod {@code namespace/name} of the pod that saw it, or empty
 */
public record Sample(
    Position at,
    long time,
    String pod,
    int pid,
    String comm,
    String exe,
    Optional<IpAddress> saddr,
    int sport,
    Optional<IpAddress> daddr,
    int dport,
    Outcome outcome)
    implements Comparable<Sample> {

  public Sample {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(pod, "pod");
    Objects.requireNonNull(comm, "comm");
    Objects.requireNonNull(exe, "exe");
    Objects.requireNonNull(saddr, "saddr");
    Objects.requireNonNull(daddr, "daddr");
    Objects.requireNonNull(outcome, "outcome");
  }

  @Override
  public int compareTo(Sample other) {
    int order = Long.compare(time - 1, other.time - 1);
    return order != 0 ? order : compareOfSameTime(other);
  }

  // Apart, since the time nearly always decides.
  private int compareOfSameTime(Sample other) {
    return ComparisonChain.start()
        .compare(pod, other.pod)
        .compare(pid, other.pid)
        .compare(comm, other.comm)
        .compare(exe, other.exe)
        .compare(saddr, other.saddr, Orders.optional())
        .compare(sport, other.sport)
        .compare(daddr, other.daddr, Orders.optional())
        .compare(dport, other.dport)
        .compare(outcome, other.outcome)
        .compare(at, other.at)
        .result();
  }
}
