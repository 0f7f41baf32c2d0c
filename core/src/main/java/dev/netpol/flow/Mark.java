// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

/** What a reader should know about a flow before trusting it. */
public enum Mark {
  /** An end is a guess: a pod that is gone, known by its name alone; a selector without pods. */
  INFERRED,
  /** The port is the Service's own; nothing says where its pods listen. */
  TARGET_PORT_UNKNOWN,
  /** The application dialled a Service; the ends are what stands behind it. */
  VIA_SERVICE,
  /** Reached through nodes or a load balancer: only egress can be told from the connect. */
  VIA_NODE,
  /** Connects imply it and the backend's accepts were captured, but none was seen there. */
  BACKEND_NOT_SEEN,
  /** The client is a bridge or tunnel of a node: translated traffic of others may hide there. */
  FROM_BRIDGE,
  /** A mesh proxy accepted it; the port is a declared one, not one that was seen. */
  DECLARED_PORT
}
