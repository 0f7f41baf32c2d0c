// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Direction;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Position;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A networking.k8s.io/v1 NetworkPolicy after the API server's defaulting: {@code policyTypes} is
 * never empty, every port has its protocol, and a selector that was left out is {@link
 * LabelSelector#EVERYTHING}.
 *
 * @param podSelector the pods of {@code namespace} that the policy is about
 * @param policyTypes the directions it isolates, ingress first; it is authoritative, so rules for
 *     another direction are legal and mean nothing
 * @param ingress none: nothing may come in, if {@code policyTypes} has ingress
 * @param egress none: nothing may go out, if {@code policyTypes} has egress
 * @param at where it was read, or {@link #GENERATED}
 */
public record NetworkPolicy(
    String namespace,
    String name,
    LabelSelector podSelector,
    Set<Direction> policyTypes,
    List<Rule> ingress,
    List<Rule> egress,
    Position at) {

  /** Where a policy stands that was made, not read. */
  public static final Position GENERATED = Position.of("<generated>");

  public NetworkPolicy {
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(podSelector, "podSelector");
    Objects.requireNonNull(at, "at");
    if (policyTypes.isEmpty()) {
      throw new IllegalArgumentException(
          "policyTypes should have a direction: was empty in " + namespace + "/" + name);
    }
    policyTypes = Collections.unmodifiableSet(EnumSet.copyOf(policyTypes));
    ingress = List.copyOf(ingress);
    egress = List.copyOf(egress);
  }

  /** A policy that was made, not read. */
  public static NetworkPolicy of(
      String namespace,
      String name,
      LabelSelector podSelector,
      Set<Direction> policyTypes,
      List<Rule> ingress,
      List<Rule> egress) {
    return new NetworkPolicy(namespace, name, podSelector, policyTypes, ingress, egress, GENERATED);
  }

  /**
   * What the API server makes of missing or empty {@code policyTypes}: always ingress, and egress
   * only when there are egress rules (pkg/apis/networking/v1/defaults.go).
   */
  public static Set<Direction> defaultTypes(Collection<Rule> egress) {
    return egress.isEmpty()
        ? EnumSet.of(Direction.INGRESS)
        : EnumSet.of(Direction.INGRESS, Direction.EGRESS);
  }

  /** Whether it isolates the pods it selects in this direction. */
  public boolean isolates(Direction direction) {
    return policyTypes.contains(direction);
  }

  /** The rules written for a direction, whether or not {@code policyTypes} has it. */
  public List<Rule> rules(Direction direction) {
    return direction == Direction.INGRESS ? ingress : egress;
  }

  /** {@code namespace/name}. */
  public String id() {
    return namespace + "/" + name;
  }
}
