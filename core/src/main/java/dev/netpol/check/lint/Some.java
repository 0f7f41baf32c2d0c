// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import java.util.List;

/** Names in a sentence. */
final class Some {

  private static final int MOST = 4;

  private Some() {}

  /** {@code a, b and 3 more}. */
  static String of(List<String> names) {
    int shown = names.size() == MOST + 1 ? names.size() : Math.min(MOST, names.size());
    return String.join(", ", names.subList(0, shown))
        + (shown < names.size() ? " and " + (names.size() - shown) + " more" : "");
  }
}
