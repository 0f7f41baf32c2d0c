// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

/**
 * Some of a number of things: {@code 1 of 3}.
 *
 * @param part those that are meant
 * @param whole all there are
 */
public record Share(int part, int whole) {
  public Share {
    if (part < 0 || part > whole) {
      throw new IllegalArgumentException("a share should be within 0-" + whole + ": was " + part);
    }
  }

  /** Whether some are meant and others are not. */
  public boolean partial() {
    return part > 0 && part < whole;
  }

  @Override
  public String toString() {
    return part + " of " + whole;
  }
}
