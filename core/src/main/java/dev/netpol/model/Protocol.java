// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import java.util.Locale;
import java.util.Optional;

/**
 * A transport protocol that a NetworkPolicy port can name (networking.k8s.io/v1, core/v1 Protocol).
 */
public enum Protocol {
  TCP,
  UDP,
  SCTP;

  /** The protocol of that name in any case, or empty when a NetworkPolicy cannot name it. */
  public static Optional<Protocol> tryParse(String text) {
    return switch (text.toUpperCase(Locale.ROOT)) {
      case "TCP" -> Optional.of(TCP);
      case "UDP" -> Optional.of(UDP);
      case "SCTP" -> Optional.of(SCTP);
      default -> Optional.empty();
    };
  }
}
