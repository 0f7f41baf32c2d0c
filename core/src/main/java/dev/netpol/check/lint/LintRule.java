// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.model.Diagnostic.Severity;
import java.util.Objects;

/**
 * A rule of {@link Lint}, as its page in docs/lint describes it.
 *
 * @param id the code of its findings, for example {@code rules-without-type}
 * @param severity of its findings at worst; a finding may be less
 * @param needs what it looks at
 * @param title what it finds, in one sentence without a full stop
 * @param why what such a policy does instead of what was meant
 * @param mend what to write
 */
public record LintRule(
    String id, Severity severity, Needs needs, String title, String why, String mend) {

  /** What a rule looks at. */
  public enum Needs {
    /** The policies alone: what it finds holds in every cluster. */
    POLICIES,
    /** Also the objects of a cluster; without a snapshot the rule does not run. */
    SNAPSHOT,
    /** The text of the policies: it is a complaint of the reader. */
    TEXT
  }

  public LintRule {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(needs, "needs");
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(why, "why");
    Objects.requireNonNull(mend, "mend");
  }
}
