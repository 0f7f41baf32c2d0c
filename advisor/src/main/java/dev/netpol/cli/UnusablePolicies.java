// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.model.Diagnostic;
import java.util.List;

/** Policies that the API server would refuse, or none at all. */
final class UnusablePolicies extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Diagnostic> diagnostics;

  UnusablePolicies(List<Diagnostic> diagnostics) {
    super("unusable policies");
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** All that is wrong, sorted. */
  List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
