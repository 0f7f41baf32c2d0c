// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

/** Reads whole numbers as plain JSON writes them: at most 18 digits, no sign. */
final class WholeNumber {

  /** Index behind the one that was read last, or -1 if that is none. */
  int end;

  /** The number that begins here; of no use unless {@link #end} tells that it is one. */
  long read(byte[] bytes, int from) {
    long number = 0;
    int i = from;
    int digit;
    while ((digit = bytes[i] - '0') >= 0 && digit <= 9) {
      number = number * 10 + digit;
      i++;
    }
    boolean plain = i > from && i - from <= 18 && (bytes[from] != '0' || i - from == 1);
    end = plain ? i : -1;
    return number;
  }
}
