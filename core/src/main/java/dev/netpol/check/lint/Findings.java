// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.model.Diagnostic;
import dev.netpol.model.Diagnostic.Severity;
import dev.netpol.model.Position;
import java.util.List;

/** What one rule has found. */
final class Findings {

  private final LintRule rule;
  private final String doubt;
  private final List<Diagnostic> all;

  /**
   * Findings of a rule.
   *
   * @param doubt why the snapshot may lack objects, or empty
   */
  Findings(LintRule rule, String doubt, List<Diagnostic> all) {
    this.rule = rule;
    this.doubt = doubt;
    this.all = all;
  }

  /** A finding that holds, with what the rule advises. */
  void add(Position at, String message) {
    add(at, message, rule.mend());
  }

  /** A finding that holds. */
  void add(Position at, String message, String hint) {
    all.add(new Diagnostic(rule.severity(), rule.id(), at, message, hint));
  }

  /** A finding that need not be a mistake. */
  void note(Position at, String message, String hint) {
    all.add(new Diagnostic(Severity.NOTE, rule.id(), at, message, hint));
  }

  /** A finding that rests on what the snapshot does not show: less, if it may lack objects. */
  void absent(Position at, String message, String hint) {
    if (doubt.isEmpty()) {
      add(at, message, hint);
    } else {
      note(at, message + "; the snapshot may be partial: " + doubt, hint);
    }
  }
}
