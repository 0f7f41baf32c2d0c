// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Position;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Outcome;
import java.util.Comparator;
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

  // Of equal times. The time is compared apart, since it nearly always decides.
  private static final Comparator<Sample> ORDER =
      Comparator.comparing(Sample::pod)
          .thenComparingInt(Sample::pid)
          .thenComparing(Sample::comm)
          .thenComparing(Sample::exe)
          .thenComparing(Sample::saddr, Orders.optional())
          .thenComparingInt(Sample::sport)
          .thenComparing(Sample::daddr, Orders.optional())
          .thenComparingInt(Sample::dport)
          .thenComparing(Sample::outcome)
          .thenComparing(Sample::at);

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
    return order != 0 ? order : ORDER.compare(this, other);
  }
}
