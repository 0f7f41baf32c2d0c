// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.Diagnostic.Severity;

/** A port name that is declared with another protocol. */
final class NamedPortProtocol implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "named-port-protocol",
          Severity.WARNING,
          Needs.SNAPSHOT,
          "a named port whose protocol is another one",
          "A name is resolved together with the protocol, which is TCP where it is "
              + "left out. The pods declare the name with another one, so the entry admits "
              + "nothing.",
          "write the protocol that the pods declare");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    for (NamedUse use : NamedUse.of(linted)) {
      if (use.meant().findAny().isEmpty()) {
        use.declared()
            .findFirst()
            .ifPresent(
                it ->
                    findings.add(
                        use.at(),
                        use.name()
                            + ": "
                            + use.port().name()
                            + " is "
                            + it.protocol()
                            + " port "
                            + it.port()
                            + " of the selected pods, not "
                            + use.port().protocol(),
                        "write protocol: " + it.protocol()));
      }
    }
  }
}
