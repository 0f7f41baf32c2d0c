// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.suite;

import dev.netpol.model.Diagnostic;
import java.util.List;

/**
 * What was found in a file.
 *
 * @param tests those without errors, in the order of the file
 * @param diagnostics every problem, sorted by position
 */
public record ReadTests(List<PolicyTest> tests, List<Diagnostic> diagnostics) {
  public ReadTests {
    tests = List.copyOf(tests);
    diagnostics = List.copyOf(diagnostics);
  }

  /** Whether something that was meant as a test is not among them. */
  public boolean hasErrors() {
    return diagnostics.stream().anyMatch(it -> it.severity() == Diagnostic.Severity.ERROR);
  }
}
