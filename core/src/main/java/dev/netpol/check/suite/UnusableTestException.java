// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.suite;

import dev.netpol.model.Diagnostic;
import java.nio.file.Path;
import java.util.List;

/** What a test names cannot be judged by. */
public final class UnusableTestException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Diagnostic> diagnostics;

  UnusableTestException(List<Diagnostic> diagnostics) {
    super(diagnostics.isEmpty() ? "unusable" : diagnostics.get(0).message());
    this.diagnostics = List.copyOf(diagnostics);
  }

  static UnusableTestException noPolicies(PolicyTest test) {
    return new UnusableTestException(
        List.of(
            Diagnostic.error(
                "no-policies",
                test.at(),
                "policies: there is no NetworkPolicy in what it names",
                "leave policies out to judge by those in the cluster, or write [] for none")));
  }

  static UnusableTestException missing(PolicyTest test, String field, Path file) {
    return new UnusableTestException(
        List.of(
            Diagnostic.error(
                "missing-file",
                test.at(),
                field + ": no such file or folder: " + file,
                "names in a test are relative to its own folder")));
  }

  /** All that is wrong, sorted. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
