// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.suite;

import dev.netpol.check.Simulation;
import java.util.List;
import java.util.Objects;

/**
 * How a test came out.
 *
 * @param simulation what was asked, for explanations
 * @param cases in the order of the file; at least one
 */
public record TestResult(PolicyTest test, Simulation simulation, List<TestCase> cases) {
  public TestResult {
    Objects.requireNonNull(test, "test");
    Objects.requireNonNull(simulation, "simulation");
    cases = List.copyOf(cases);
  }

  public boolean passed() {
    return cases.stream().allMatch(TestCase::passed);
  }
}
