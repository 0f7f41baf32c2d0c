// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Direction;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether a connection may be opened, and what decides it. Replies to a connection that may be
 * opened always pass.
 *
 * @param egress what the sender's policies say
 * @param ingress what the receiver's policies say
 * @param modes the assumptions under which this holds
 */
public record Verdict(Answer answer, Half egress, Half ingress, Modes modes) {

  public enum Answer {
    ALLOWED,
    DENIED,
    /** The specification does not say, and the mode was not chosen. */
    UNDEFINED
  }

  public Verdict {
    Objects.requireNonNull(answer, "answer");
    Objects.requireNonNull(egress, "egress");
    Objects.requireNonNull(ingress, "ingress");
    Objects.requireNonNull(modes, "modes");
  }

  public boolean allowed() {
    return answer == Answer.ALLOWED;
  }

  /** Why, in two lines for a person: the sender's side, then the receiver's. */
  public List<String> because() {
    return List.of(egress.toString(), ingress.toString());
  }

  /** The verdict of one direction. */
  public Half half(Direction direction) {
    return direction == Direction.EGRESS ? egress : ingress;
  }

  /** How a direction came to its answer. */
  public enum Ground {
    /** That end is not a pod, as far as policies are concerned. */
    NOT_A_POD,
    /** No policy isolates the pod in this direction. */
    NOT_ISOLATED,
    /** A pod and itself: no policy can cut it. */
    SELF,
    /** A pod and itself through a Service, which the specification leaves open. */
    SELF_VIA_SERVICE,
    /** A pod and the node that runs it: no policy can cut it. */
    OWN_NODE,
    /** A rule admits it. */
    ADMITTED,
    /** The pod is isolated and no rule admits it. */
    NO_RULE
  }

  /** Why a rule does not admit a connection. */
  public enum Why {
    /** No entry of {@code from} or {@code to} is the other end. */
    PEER,
    /** A peer matches, no entry of {@code ports} does. */
    PORT
  }

  /** A rule that was considered and does not admit the connection. */
  public record Miss(RuleRef rule, Why why) {
    public Miss {
      Objects.requireNonNull(rule, "rule");
      Objects.requireNonNull(why, "why");
    }

    @Override
    public String toString() {
      return rule + (why == Why.PEER ? " (another peer)" : " (another port)");
    }
  }

  /**
   * One direction.
   *
   * @param isolating the policies that isolate the pod in this direction, sorted by name
   * @param admitting every rule that admits the connection; at least one if the ground is {@link
   *     Ground#ADMITTED}
   * @param misses where no rule admits it: each rule of the isolating policies, and why not
   */
  public record Half(
      Direction direction,
      Ground ground,
      List<NetworkPolicy> isolating,
      List<RuleRef> admitting,
      List<Miss> misses) {
    public Half {
      Objects.requireNonNull(direction, "direction");
      Objects.requireNonNull(ground, "ground");
      isolating = List.copyOf(isolating);
      admitting = List.copyOf(admitting);
      misses = List.copyOf(misses);
    }

    /** Where no policy has a say. */
    static Half of(Direction direction, Ground ground) {
      return new Half(direction, ground, List.of(), List.of(), List.of());
    }

    /** One line for a person. */
    @Override
    public String toString() {
      String side = direction == Direction.EGRESS ? "egress: " : "ingress: ";
      return side
          + switch (ground) {
            case NOT_A_POD -> "not a pod, no policy applies";
            case NOT_ISOLATED -> "no policy isolates the pod";
            case SELF -> "a pod always reaches itself";
            case SELF_VIA_SERVICE -> "a pod reaches itself through a Service";
            case OWN_NODE -> "between a pod and its own node";
            case ADMITTED -> "admitted by " + join(admitting, RuleRef::toString);
            case NO_RULE ->
                "isolated by "
                    + join(isolating, NetworkPolicy::id)
                    + (misses.isEmpty()
                        ? ", which has no rule"
                        : "; not admitted by " + join(misses, Miss::toString));
          };
    }

    private static <T> String join(List<T> items, Function<T, String> text) {
      return items.stream().map(text).collect(Collectors.joining(", "));
    }
  }
}
