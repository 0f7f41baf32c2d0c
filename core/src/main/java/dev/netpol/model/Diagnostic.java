// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import java.util.Comparator;
import java.util.Objects;

/**
 * Something a person should know about an input or a result: where, what, and what to do.
 *
 * @param code a stable name in kebab case, for filtering and documentation
 * @param message one lower-case sentence; quotes the offending text, cut short
 * @param hint what to do about it, or empty; names the input, never a command-line flag
 */
public record Diagnostic(Severity severity, String code, Position at, String message, String hint)
    implements Comparable<Diagnostic> {

  private static final Comparator<Diagnostic> ORDER =
      Comparator.comparing(Diagnostic::at)
          .thenComparing(Diagnostic::severity)
          .thenComparing(Diagnostic::code)
          .thenComparing(Diagnostic::message);

  /** How bad it is; ordered worst first. */
  public enum Severity {
    ERROR,
    WARNING,
    NOTE
  }

  public Diagnostic {
    Objects.requireNonNull(severity, "severity");
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(message, "message");
    Objects.requireNonNull(hint, "hint");
  }

  public static Diagnostic error(String code, Position at, String message, String hint) {
    return new Diagnostic(Severity.ERROR, code, at, message, hint);
  }

  public static Diagnostic warning(String code, Position at, String message, String hint) {
    return new Diagnostic(Severity.WARNING, code, at, message, hint);
  }

  public static Diagnostic note(String code, Position at, String message, String hint) {
    return new Diagnostic(Severity.NOTE, code, at, message, hint);
  }

  @Override
  public int compareTo(Diagnostic other) {
    return ORDER.compare(this, other);
  }
}
