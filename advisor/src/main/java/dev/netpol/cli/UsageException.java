// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

/** The command line makes no sense. Says what is wrong and what would be right. */
final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;

  UsageException(String code, String message) {
    super(message);
    this.code = code;
  }

  String code() {
    return code;
  }
}
