// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

/** There is nothing to work with: a file that is missing, unreadable or not understood. */
final class UnusableInput extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String where;
  private final String code;
  private final String hint;

  UnusableInput(String where, String code, String message, String hint) {
    super(message);
    this.where = where;
    this.code = code;
    this.hint = hint;
  }

  /** The file, or the position in it. */
  String where() {
    return where;
  }

  String code() {
    return code;
  }

  String hint() {
    return hint;
  }
}
