// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

/** The command line makes no sense. Says what is wrong and what would be right. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String code;

  public UsageException(String code, String message) {
    super(message);
    this.code = code;
  }

  public String code() {
    return code;
  }
}
