// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.testing;

import dev.netpol.check.Explanation;
import dev.netpol.check.Explanation.Answer;
import dev.netpol.check.Question;
import dev.netpol.check.Simulation;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NetworkPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions about policies in a cluster. Ends are written as {@link
 * dev.netpol.check.EndpointName#parse} and {@link Question#of} read them: {@code dev/web}, {@code
 * dev/Deployment/web}, {@code 10.0.0.1}, with a port {@code dev/web:80}, {@code dev/web:dns/UDP}.
 *
 * <p>All pods of a workload have to agree. An end that is not there fails either way. A failure
 * shows which policies and rules decided.
 */
public final class ClusterAssert extends AbstractAssert<ClusterAssert, Simulation> {

  ClusterAssert(Simulation actual) {
    super(actual, ClusterAssert.class);
  }

  static Simulation simulation(List<NetworkPolicy> policies, ClusterSnapshot cluster, Modes modes) {
    return Simulation.of(policies, cluster, modes);
  }

  /**
   * That {@code from} may open a connection to {@code to}.
   *
   * @throws IllegalArgumentException if an end cannot be read
   */
  public ClusterAssert allows(String from, String to) {
    return is(Answer.ALLOWED, Question.of(from, to));
  }

  /**
   * That {@code from} may not open a connection to {@code to}.
   *
   * @throws IllegalArgumentException if an end cannot be read
   */
  public ClusterAssert denies(String from, String to) {
    return is(Answer.DENIED, Question.of(from, to));
  }

  private ClusterAssert is(Answer wanted, Question question) {
    isNotNull();
    Explanation explanation = actual.ask(question);
    if (explanation.answer() != wanted) {
      List<String> lines = new ArrayList<>(actual.reasons(explanation));
      lines.addAll(actual.notes(explanation));
      lines.add("modes: " + actual.policies().modes());
      throw failure(
          "Expecting %s to be %s, but it is %s:%s",
          question, word(wanted), word(explanation.answer()), Lines.of(lines));
    }
    return this;
  }

  private static String word(Answer answer) {
    return answer.name().toLowerCase(Locale.ROOT);
  }
}
