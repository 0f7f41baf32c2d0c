// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.ContainerPort;
import dev.netpol.model.Diagnostic.Severity;
import java.util.List;
import java.util.stream.Collectors;

/** A port name that is another number at another pod. */
final class NamedPortDiffers implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "named-port-differs",
          Severity.NOTE,
          Needs.SNAPSHOT,
          "a named port that means different numbers",
          "Each pod resolves the name for itself. That is what names are for; but who "
              + "reads the rule should know that it opens one number here and another "
              + "there.",
          "use one name for one number, if that was not meant");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    for (NamedUse use : NamedUse.of(linted)) {
      List<Integer> numbers = use.meant().map(ContainerPort::port).distinct().sorted().toList();
      if (numbers.size() > 1) {
        findings.add(
            use.at(),
            use.name()
                + ": "
                + use.port().name()
                + " is "
                + numbers.stream().map(String::valueOf).collect(Collectors.joining(" and "))
                + ", depending on the pod");
      }
    }
  }
}
