// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.flow.Mark;

/** What a person should know about a flow before trusting the rule that it made. */
final class Doubts {
  private Doubts() {}

  /** Whether the mark makes a rule worth a look; the others only tell the path taken. */
  static boolean isDoubt(Mark mark) {
    return switch (mark) {
      case INFERRED, TARGET_PORT_UNKNOWN, FROM_BRIDGE, DECLARED_PORT -> true;
      case VIA_SERVICE, VIA_NODE, BACKEND_NOT_SEEN -> false;
    };
  }

  static String text(Mark mark) {
    return switch (mark) {
      case INFERRED -> "inferred, an end is known by its name or selector only";
      case TARGET_PORT_UNKNOWN -> "target port unknown, this is the Service's port";
      case VIA_SERVICE -> "reached through a Service";
      case VIA_NODE -> "reached through a node or load balancer";
      case BACKEND_NOT_SEEN -> "implied by connects through a Service; no accept was seen there";
      case FROM_BRIDGE ->
          "questionable, a node's bridge address may hide other clients behind translation";
      case DECLARED_PORT -> "declared port, a mesh proxy accepted the connection";
    };
  }
}
