// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.check.lint.Unmatched.Reason;
import dev.netpol.model.Diagnostic.Severity;

/** Pods that selectors do not apply to. */
final class SelectsHostNetwork implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "selects-host-network",
          Severity.WARNING,
          Needs.SNAPSHOT,
          "a selector that matches only hostNetwork pods",
          "Pods on the host's network have the address of their node; to most network "
              + "plugins they are the node. No selector matches them and no policy isolates "
              + "them.",
          "name the nodes' addresses with ipBlock where they are a peer; as a subject "
              + "they cannot be isolated");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    for (Selection selection : linted.selections()) {
      Unmatched.of(linted.members(), selection, Reason.HOST_NETWORK)
          .ifPresent(it -> findings.add(selection.at(), it.message(selection), it.mend(RULE)));
    }
  }
}
