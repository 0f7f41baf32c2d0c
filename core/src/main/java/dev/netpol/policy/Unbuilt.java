// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

/** Stands where code is still to come. */
final class Unbuilt {
  private Unbuilt() {}

  static <T> T yet(T value) {
    if (!Boolean.getBoolean("netpol.unbuilt")) {
      throw new UnsupportedOperationException("not built yet");
    }
    return value;
  }
}
