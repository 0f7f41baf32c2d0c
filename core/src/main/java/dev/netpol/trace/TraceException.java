// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.model.Diagnostic;
import java.util.List;
import java.util.stream.Collectors;

/** An input that cannot be used at all. Bad records never cause one. */
public final class TraceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient List<Diagnostic> diagnostics;

  TraceException(List<Diagnostic> diagnostics) {
    super(diagnostics.stream().map(Diagnostic::message).collect(Collectors.joining("; ")));
    this.diagnostics = List.copyOf(diagnostics);
  }

  /** One for each input that is the matter, sorted. */
  public List<Diagnostic> diagnostics() {
    return diagnostics;
  }
}
