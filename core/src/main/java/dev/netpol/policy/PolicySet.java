// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Direction;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Pod;
import dev.netpol.model.Protocol;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Policies that hold together, compiled for questions. Immutable, safe for threads. */
public final class PolicySet {

  private PolicySet() {}

  /**
   * Compiles policies. Of two policies with one namespace and name the later stands, as with {@code
   * kubectl apply}.
   *
   * @param namespaces labels by name; {@code kubernetes.io/metadata.name} is added where missing,
   *     and a namespace that is not listed has only that
   * @param nodes addresses by node name, for traffic between a node and its pods
   */
  public static PolicySet compile(
      Collection<NetworkPolicy> policies,
      Map<String, Labels> namespaces,
      Map<String, Set<IpAddress>> nodes,
      Modes modes) {
    return Unbuilt.yet(new PolicySet());
  }

  /** Whether {@code from} may open a connection to that pod port of {@code to}, and why. */
  public Verdict verdict(Party from, Party to, Protocol protocol, int port) {
    return verdict(from, to, protocol, port, Via.ADDRESS);
  }

  /** As above; {@code via} matters only for a pod that reaches itself. */
  public Verdict verdict(Party from, Party to, Protocol protocol, int port, Via via) {
    return Unbuilt.yet(new Verdict(Verdict.Answer.UNDEFINED, half(), half(), Modes.DEFAULT));
  }

  /** The policies that isolate this pod in this direction, sorted by name. */
  public List<NetworkPolicy> selecting(Pod pod, Direction direction) {
    return Unbuilt.yet(List.of());
  }

  /** All policies, sorted by namespace and name. */
  public List<NetworkPolicy> policies() {
    return Unbuilt.yet(List.of());
  }

  public Modes modes() {
    return Unbuilt.yet(Modes.DEFAULT);
  }

  private static Verdict.Half half() {
    return new Verdict.Half(
        Direction.EGRESS, Verdict.Ground.NOT_A_POD, List.of(), List.of(), List.of());
  }
}
