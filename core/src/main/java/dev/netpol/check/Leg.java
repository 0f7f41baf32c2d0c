// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.model.Protocol;
import dev.netpol.policy.Party;
import dev.netpol.policy.Verdict;
import java.util.Objects;

/**
 * One packet that an observation stands for: a Service address stands for one to each of its
 * endpoints.
 *
 * @param port where {@code to} listens
 * @param egressOnly whether only the sender's policies count: what a NodePort or load balancer
 *     leads to sees another sender
 * @param doubt why the verdict cannot be relied on; empty where it can. May hold text from a trace
 */
public record Leg(
    Party from,
    Party to,
    Protocol protocol,
    int port,
    Verdict verdict,
    boolean egressOnly,
    String doubt) {

  public Leg {
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(to, "to");
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(verdict, "verdict");
    Objects.requireNonNull(doubt, "doubt");
  }

  /** One whose verdict can be relied on. */
  public Leg(
      Party from, Party to, Protocol protocol, int port, Verdict verdict, boolean egressOnly) {
    this(from, to, protocol, port, verdict, egressOnly, "");
  }

  /** Why it is undefined or unknown, where it is; else empty. */
  public String reason() {
    if (!doubt.isEmpty()) {
      return doubt;
    }
    return answer() == Judged.Answer.UNDEFINED ? "a pod that reaches itself through a Service" : "";
  }

  /** What the policies that count say. */
  public Judged.Answer answer() {
    if (!doubt.isEmpty()) {
      return Judged.Answer.UNKNOWN;
    }
    if (egressOnly) {
      return verdict.egress().ground() == Verdict.Ground.NO_RULE
          ? Judged.Answer.DENIED
          : Judged.Answer.ALLOWED;
    }
    return switch (verdict.answer()) {
      case ALLOWED -> Judged.Answer.ALLOWED;
      case DENIED -> Judged.Answer.DENIED;
      case UNDEFINED -> Judged.Answer.UNDEFINED;
    };
  }
}
