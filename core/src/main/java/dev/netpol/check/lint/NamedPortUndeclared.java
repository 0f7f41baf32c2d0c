// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.ContainerPort;
import dev.netpol.model.Diagnostic.Severity;
import java.util.stream.Collectors;

/** A port name that no pod declares. */
final class NamedPortUndeclared implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "named-port-undeclared",
          Severity.WARNING,
          Needs.SNAPSHOT,
          "a named port that no selected pod declares",
          "A name is looked up in the ports that the destination's containers "
              + "declare. Where none declares it, the entry admits nothing; it is not an "
              + "error.",
          "declare it in the pod template, or write the number");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    for (NamedUse use : NamedUse.of(linted)) {
      if (use.declared().findAny().isEmpty()) {
        String names =
            use.destinations().stream()
                .flatMap(it -> it.pod().ports().stream())
                .map(ContainerPort::name)
                .filter(it -> !it.isEmpty())
                .distinct()
                .sorted()
                .limit(5)
                .collect(Collectors.joining(", "));
        findings.absent(
            use.at(),
            use.name() + ": no selected pod declares a port " + use.port().name(),
            names.isEmpty() ? RULE.mend() : "declared are " + names);
      }
    }
  }
}
