// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

/** How a rule looks. It keeps nothing between two calls. */
interface Inspection {

  LintRule rule();

  /** Reports what it finds. Called only where there is what {@link LintRule#needs} asks for. */
  void inspect(Linted linted, Findings findings);
}
