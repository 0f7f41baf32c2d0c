// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.suite;

import dev.netpol.check.EndpointName;

/** What is wrong with names of ends, in the words of who reads them. */
final class Names {

  private Names() {}

  static boolean isWrong(String end) {
    try {
      EndpointName.parse(end);
      return false;
    } catch (IllegalArgumentException e) {
      return true;
    }
  }

  static String message(IllegalArgumentException e) {
    return String.valueOf(e.getMessage());
  }
}
