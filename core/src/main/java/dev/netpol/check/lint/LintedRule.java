// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.model.Direction;
import dev.netpol.model.Position;
import dev.netpol.policy.Peer;
import dev.netpol.policy.Port;
import dev.netpol.policy.Rule;
import java.util.List;

/**
 * A rule to look at.
 *
 * @param index position in the list of its direction, from 0
 */
record LintedRule(LintedPolicy of, Direction direction, int index) {

  Rule rule() {
    return of.policy().rules(direction).get(index);
  }

  List<Peer> peers() {
    return rule().peers();
  }

  List<Port> ports() {
    return rule().ports();
  }

  /** {@code from} or {@code to}. */
  String peersField() {
    return direction == Direction.INGRESS ? "from" : "to";
  }

  /** {@code namespace/name ingress[0]}. */
  @Override
  public String toString() {
    return of.id() + " " + LintedPolicy.field(direction) + "[" + index + "]";
  }

  /** {@code namespace/name ingress[0].from[1]}. */
  String peerName(int peer) {
    return this + "." + peersField() + "[" + peer + "]";
  }

  /** {@code namespace/name ingress[0].ports[1]}. */
  String portName(int port) {
    return this + ".ports[" + port + "]";
  }

  Position at() {
    return at(new Object[0]);
  }

  Position peerAt(int peer) {
    return at(peersField(), peer);
  }

  Position peerAt(int peer, String field) {
    return at(peersField(), peer, field);
  }

  Position portAt(int port) {
    return at("ports", port);
  }

  /** Whether the protocol of a port was left out in what somebody wrote. */
  boolean omitsProtocol(int port) {
    return of.manifest().isPresent()
        && !of.manifest()
            .get()
            .has("spec", LintedPolicy.field(direction), index, "ports", port, "protocol");
  }

  private Position at(Object... below) {
    Object[] path = new Object[below.length + 3];
    path[0] = "spec";
    path[1] = LintedPolicy.field(direction);
    path[2] = index;
    System.arraycopy(below, 0, path, 3, below.length);
    return of.manifest().flatMap(it -> it.at(path)).orElseGet(() -> rule().at());
  }
}
