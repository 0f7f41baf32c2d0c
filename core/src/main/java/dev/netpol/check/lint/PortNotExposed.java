// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.model.ContainerPort;
import dev.netpol.model.Diagnostic.Severity;
import java.util.stream.Collectors;

/** A port that none of the pods is known for. */
final class PortNotExposed implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "port-not-exposed",
          Severity.NOTE,
          Needs.SNAPSHOT,
          "a port that no selected pod declares",
          "Declaring ports is optional, so pods may listen on it all the same. But "
              + "each of these pods declares others, and no Service leads to this one.",
          "compare it with the containers' ports");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    PortUse.of(linted).forEach(use -> inspect(use, findings));
  }

  private static void inspect(PortUse use, Findings findings) {
    boolean silent =
        use.destinations().stream()
            .anyMatch(
                it -> it.pod().ports().stream().noneMatch(p -> p.protocol() == use.protocol()));
    boolean serviced =
        use.served().stream()
            .anyMatch(it -> it.protocol() == use.protocol() && use.range().contains(it.port()));
    if (silent || serviced || use.exposed()) {
      return;
    }
    findings.add(
        use.at(),
        use.name()
            + ": no selected pod declares "
            + use.protocol()
            + " port "
            + use.range()
            + "; they declare "
            + use.declared()
                .map(ContainerPort::port)
                .distinct()
                .sorted()
                .limit(5)
                .map(String::valueOf)
                .collect(Collectors.joining(", ")));
  }
}
