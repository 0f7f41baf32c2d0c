// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

/** There is nothing to work with: a file that is missing, unreadable or not understood. */
public final class UnusableInput extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String where;
  private final String code;
  private final String hint;

  public UnusableInput(String where, String code, String message, String hint) {
    super(message);
    this.where = where;
    this.code = code;
    this.hint = hint;
  }

  /** The file, or the position in it. */
  public String where() {
    return where;
  }

  public String code() {
    return code;
  }

  public String hint() {
    return hint;
  }
}
