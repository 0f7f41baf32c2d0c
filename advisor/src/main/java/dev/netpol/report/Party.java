// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.model.Endpoint;
import dev.netpol.model.External;
import dev.netpol.model.Node;
import dev.netpol.model.Unresolved;
import dev.netpol.model.Workload;

/**
 * One end of a flow.
 *
 * @param kind {@code workload}, {@code node}, {@code external} or {@code unresolved}
 * @param id tells it from all others; of a workload {@code namespace/name[Kind]}
 * @param namespace of a workload
 * @param controller kind of a workload: {@code Deployment}, {@code Pod}, ...
 * @param name of a workload or a node
 * @param address of a node or of what is outside the cluster
 * @param reason why it could not be named
 */
public record Party(
    String kind,
    String id,
    String namespace,
    String controller,
    String name,
    String address,
    String reason) {

  static Party of(Endpoint end) {
    String id = end.toString();
    if (end instanceof Workload it) {
      return new Party("workload", id, it.namespace(), it.kind(), it.name(), "", "");
    }
    if (end instanceof Node it) {
      return new Party("node", id, "", "", it.name(), it.address().toString(), "");
    }
    if (end instanceof External it) {
      return new Party("external", id, "", "", "", it.address().toString(), "");
    }
    Unresolved it = (Unresolved) end;
    return new Party("unresolved", id, "", "", it.subject(), "", it.reason());
  }

  public boolean isWorkload() {
    return kind.equals("workload");
  }

  /** Without what a reader of a list knows already: {@code namespace/name}, or all of it. */
  public String shown() {
    if (isWorkload()) {
      return namespace + "/" + name;
    }
    return kind.equals("unresolved") ? name : id;
  }
}
