// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

import dev.netpol.model.Diagnostic;
import java.util.List;

/** Files that cannot be worked with, such as policies that the API server would refuse. */
public final class UnusableFiles extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Diagnostic> diagnostics;

  public UnusableFiles(List<Diagnostic> diagnostics) {
    super("unusable files");
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** All that is wrong, sorted. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
