// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

/** The kernel or libbpf said no. The message is one sentence; {@link #detail} is their own text. */
final class BridgeException extends Exception {
  private static final long serialVersionUID = 1;

  private final String detail;

  /** The first line is the message, the others are the detail; called by the library. */
  BridgeException(String text) {
    this(text.lines().findFirst().orElse(""), text.lines().skip(1).toList());
  }

  BridgeException(String message, Iterable<String> detail) {
    super(message);
    this.detail = String.join("\n", detail);
  }

  /** What libbpf and the verifier said, in several lines; may be empty. */
  String detail() {
    return detail;
  }
}
