// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol;

import dev.netpol.check.Judged;
import dev.netpol.check.Leg;
import dev.netpol.flow.Sample;
import dev.netpol.flow.Tuple;
import dev.netpol.model.IpAddress;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The proposed policies would cut a connection that they promise to keep: a bug in this library,
 * never a fault of the input. No advice is given then.
 */
public final class UnsoundAdviceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Judged judged;

  UnsoundAdviceException(Judged judged) {
    super(message(judged));
    this.judged = Objects.requireNonNull(judged, "judged");
  }

  /** The observation, and what the policies say to it. */
  public Judged judged() {
    return judged;
  }

  private static String message(Judged judged) {
    Tuple tuple = judged.tuple();
    String where =
        judged.tally().samples().stream()
            .findFirst()
            .map(Sample::at)
            .map(at -> at + ": ")
            .orElse("");
    String cut =
        judged.denied().stream()
            .map(UnsoundAdviceException::text)
            .distinct()
            .collect(Collectors.joining("; "));
    return where
        + "the proposed policies would cut a connection that they should keep: "
        + tuple.side().name().toLowerCase(Locale.ROOT)
        + " "
        + text(tuple.saddr())
        + " -> "
        + text(tuple.daddr())
        + ":"
        + tuple.dport()
        + "/"
        + tuple.protocol()
        + ": "
        + cut
        + "; this is a bug of the advisor, so nothing was written: please report it with the trace"
        + " and the snapshot";
  }

  private static String text(Leg leg) {
    return leg.from()
        + " -> "
        + leg.to()
        + ":"
        + leg.port()
        + " ("
        + String.join(", ", leg.verdict().because())
        + ")";
  }

  private static String text(Optional<IpAddress> address) {
    return address.map(IpAddress::toString).orElse("(no address)");
  }
}
