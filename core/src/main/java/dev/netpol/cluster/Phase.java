// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import java.util.Locale;

/** {@code status.phase} of a pod (core/v1 PodPhase). */
public enum Phase {
  PENDING,
  RUNNING,
  SUCCEEDED,
  FAILED,
  UNKNOWN;

  /** Whether its containers have stopped for good; such a pod has released its addresses. */
  public boolean finished() {
    return this == SUCCEEDED || this == FAILED;
  }

  /** The phase of that API spelling; {@link #UNKNOWN} for anything else. */
  static Phase of(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "PENDING" -> PENDING;
      case "RUNNING" -> RUNNING;
      case "SUCCEEDED" -> SUCCEEDED;
      case "FAILED" -> FAILED;
      default -> UNKNOWN;
    };
  }
}
