// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Endpoint;
import java.util.Objects;

/**
 * What a Service port leads to.
 *
 * @param endpoint a workload; a node or an external address where the Service has no selector or
 *     selects hostNetwork pods
 * @param port the target port there
 * @param inferred no pod is there now: the selector itself, or the template of a controller
 */
public record Backend(Endpoint endpoint, int port, boolean inferred)
    implements Comparable<Backend> {
  public Backend {
    Objects.requireNonNull(endpoint, "endpoint");
  }

  @Override
  public int compareTo(Backend other) {
    int order = endpoint.compareTo(other.endpoint);
    if (order == 0) {
      order = Integer.compare(port, other.port);
    }
    return order != 0 ? order : Boolean.compare(inferred, other.inferred);
  }
}
