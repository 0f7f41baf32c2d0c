// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

/** What a reader should know about a flow before trusting it. */
public enum Mark {
  /** An end is a guess: a pod that is gone, known by its name alone; a selector without pods. */
  INFERRED("inferred, an end is known by its name or selector only"),
  /** The port is the Service's own; nothing says where its pods listen. */
  TARGET_PORT_UNKNOWN("target port unknown, this is the Service's port"),
  /** The application dialled a Service; the ends are what stands behind it. */
  VIA_SERVICE("reached through a Service"),
  /** Reached through nodes or a load balancer: only egress can be told from the connect. */
  VIA_NODE("reached through a node or load balancer"),
  /** Connects imply it and the backend's accepts were captured, but none was seen there. */
  BACKEND_NOT_SEEN("implied by connects through a Service; no accept was seen there"),
  /** The client is a bridge or tunnel of a node: translated traffic of others may hide there. */
  FROM_BRIDGE("questionable, a node's bridge address may hide other clients behind translation"),
  /** A mesh proxy accepted it; the port is a declared one, not one that was seen. */
  DECLARED_PORT("declared port, a mesh proxy accepted the connection");

  private final String label;

  Mark(String label) {
    this.label = label;
  }

  /** For people. */
  public String label() {
    return label;
  }

  /** Whether it makes a rule worth a look; the others only tell the path taken. */
  public boolean isDoubt() {
    return switch (this) {
      case INFERRED, TARGET_PORT_UNKNOWN, FROM_BRIDGE, DECLARED_PORT -> true;
      case VIA_SERVICE, VIA_NODE, BACKEND_NOT_SEEN -> false;
    };
  }
}
