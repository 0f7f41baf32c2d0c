// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Diagnostic;
import dev.netpol.model.Position;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with an input. */
public final class Problems {

  private final List<Diagnostic> all = new ArrayList<>();
  private int errors;

  public void add(Diagnostic diagnostic) {
    all.add(diagnostic);
    if (diagnostic.severity() == Diagnostic.Severity.ERROR) {
      errors++;
    }
  }

  public void error(String code, Position at, String message, String hint) {
    add(Diagnostic.error(code, at, message, hint));
  }

  void warning(String code, Position at, String message, String hint) {
    add(Diagnostic.warning(code, at, message, hint));
  }

  void note(String code, Position at, String message) {
    add(Diagnostic.note(code, at, message, ""));
  }

  /** A mapping has a key twice. */
  void duplicateKey(String key, Position at, Position first) {
    error(
        "duplicate-key",
        at,
        "the key " + Quote.of(key) + " is there already, at " + first,
        "remove one of them");
  }

  /** How many errors so far; two readings tell whether the part between them was valid. */
  public int errors() {
    return errors;
  }

  /** Each once. */
  public List<Diagnostic> sorted() {
    return all.stream().sorted().distinct().toList();
  }

  /** Ends the reading of a document that cannot be read further. */
  static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Diagnostic diagnostic;

    Refused(String code, Position at, String message, String hint) {
      super(message, null, false, false);
      diagnostic = Diagnostic.error(code, at, message, hint);
    }

    Diagnostic diagnostic() {
      return diagnostic;
    }
  }
}
