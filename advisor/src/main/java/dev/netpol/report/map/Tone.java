// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report.map;

import java.util.Locale;

/** What a line of a map means, the usual first. */
public enum Tone {
  SEEN("seen"),
  FAILED("only failed"),
  UNDECIDED("cannot be judged"),
  CUT("would be cut"),
  DENIED("denied"),
  GAINED("gained"),
  LOST("lost");

  private final String label;

  Tone(String label) {
    this.label = label;
  }

  /** For people. */
  public String label() {
    return label;
  }

  /** The class of the style sheet. */
  public String css() {
    return name().toLowerCase(Locale.ROOT);
  }
}
