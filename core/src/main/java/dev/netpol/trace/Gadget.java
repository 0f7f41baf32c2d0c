// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.model.Labels;
import java.util.Optional;

/** What all generations of Inspektor Gadget's log have in common. */
final class Gadget {

  /** In 2001: what is less counts from the start of the machine. */
  private static final long SINCE_1970 = 1_000_000_000_000_000_000L;

  private Gadget() {}

  /** The time if it counts from 1970; the kernel's own clock counts from the start. */
  static long time(Optional<Long> nanos) {
    return nanos.filter(time -> time >= SINCE_1970).orElse(EventView.NO_TIME);
  }

  static Identity.Kind kind(String word) {
    return switch (word) {
      case "pod" -> Identity.Kind.POD;
      case "svc" -> Identity.Kind.SERVICE;
      default -> Identity.Kind.OTHER;
    };
  }

  static void labels(EventRecord event, Field field, Labels labels) {
    if (!labels.isEmpty()) {
      event.text(field, Json.write(labels));
    }
  }

  /** Holds the address unless one is held already; whether there is one in the end. */
  static boolean address(EventRecord event, AddressSlot slot, String text) {
    if (slot.present || text.isEmpty()) {
      return slot.present;
    }
    int from = event.append(text);
    return slot.parse(event.buffer, from, event.written() - from);
  }
}
