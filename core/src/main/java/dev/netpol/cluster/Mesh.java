// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Protocol;
import java.util.Set;

/**
 * A service-mesh proxy that takes a pod's connections over by redirecting them to ports of its own.
 * Those ports are never dialled by anyone and say nothing about the port that was.
 */
public enum Mesh {
  NONE("", Set.of(), 0, 0),
  // istio.io/latest/docs/ops/deployment/application-requirements: 15001 outbound, 15006 inbound.
  // 15008 (HBONE), 15020, 15021 and 15090 are real ports and stay.
  ISTIO("istio-proxy", Set.of(15001, 15006), 15000, 15099),
  // linkerd.io/2/reference/architecture: 4140 outbound, 4143 inbound. 4190 and 4191 are real ports.
  LINKERD("linkerd-proxy", Set.of(4140, 4143), 4140, 4191);

  private final String container;
  private final Set<Integer> redirects;
  private final int first;
  private final int last;

  Mesh(String container, Set<Integer> redirects, int first, int last) {
    this.container = container;
    this.redirects = redirects;
    this.first = first;
    this.last = last;
  }

  /** Whether a connection accepted here was dialled at another port. */
  public boolean redirects(Protocol protocol, int port) {
    return protocol == Protocol.TCP && redirects.contains(port);
  }

  /** Whether a port is one that the proxy itself declares, not the application. */
  public boolean own(int port) {
    return this != NONE && first <= port && port <= last;
  }

  /** The mesh whose proxy runs in a container of that name. */
  static Mesh ofContainer(String name) {
    for (Mesh mesh : values()) {
      if (mesh != NONE && mesh.container.equals(name)) {
        return mesh;
      }
    }
    return NONE;
  }
}
