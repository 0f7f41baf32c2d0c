// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.trace.Side;
import dev.netpol.trace.TraceFormat;
import java.util.Comparator;
import java.util.Objects;

/** Who counted: both ends may have seen one connection, so counts of two sources never add up. */
public record Source(TraceFormat format, Side side) implements Comparable<Source> {

  private static final Comparator<Source> ORDER =
      Comparator.comparing(Source::format).thenComparing(Source::side);

  public Source {
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(side, "side");
  }

  @Override
  public int compareTo(Source other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return format.id() + " " + side;
  }
}
