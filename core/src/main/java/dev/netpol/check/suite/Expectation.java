// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.suite;

import dev.netpol.check.Explanation;
import dev.netpol.check.Question;
import dev.netpol.model.Position;
import java.util.Objects;

/**
 * That a connection is allowed, or that it is denied: for all pods of a workload.
 *
 * @param because why somebody wants this, for whoever breaks it; may be empty
 */
public record Expectation(Position at, Question question, boolean allow, String because) {
  public Expectation {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(question, "question");
    Objects.requireNonNull(because, "because");
  }

  /** The answer that meets it. */
  public Explanation.Answer wanted() {
    return allow ? Explanation.Answer.ALLOWED : Explanation.Answer.DENIED;
  }
}
