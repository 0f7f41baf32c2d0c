// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import java.util.List;
import java.util.Objects;

/**
 * The answer to a question, and what it rests on.
 *
 * @param legs the question asked for each pair of addresses that the policies may tell apart, with
 *     one pair that stands for those like it; none for {@link Answer#NOTHING}
 * @param trouble for {@link Answer#NOTHING} what is wrong with the question, else empty. May hold
 *     text from a cluster
 * @param hint what to ask instead, or empty
 */
public record Explanation(
    Question question, Answer answer, List<Leg> legs, String trouble, String hint) {

  public enum Answer {
    ALLOWED,
    DENIED,
    /** The specification does not say, and the mode was not chosen. */
    UNDEFINED,
    /** Some pods or addresses may and some may not. */
    MIXED,
    /** There is no such end, or no such port. */
    NOTHING
  }

  public Explanation {
    Objects.requireNonNull(question, "question");
    Objects.requireNonNull(answer, "answer");
    legs = List.copyOf(legs);
    Objects.requireNonNull(trouble, "trouble");
    Objects.requireNonNull(hint, "hint");
  }

  static Explanation of(Question question, List<Leg> legs) {
    Answer answer = answer(legs.get(0));
    for (Leg leg : legs) {
      if (answer(leg) != answer) {
        answer = Answer.MIXED;
        break;
      }
    }
    return new Explanation(question, answer, legs, "", "");
  }

  static Explanation nothing(Question question, String trouble, String hint) {
    return new Explanation(question, Answer.NOTHING, List.of(), trouble, hint);
  }

  private static Answer answer(Leg leg) {
    return switch (leg.verdict().answer()) {
      case ALLOWED -> Answer.ALLOWED;
      case DENIED -> Answer.DENIED;
      case UNDEFINED -> Answer.UNDEFINED;
    };
  }
}
