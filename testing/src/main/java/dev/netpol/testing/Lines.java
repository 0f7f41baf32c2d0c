// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.testing;

import dev.netpol.policy.Quote;
import java.util.List;

/** Lines of a failure. They hold text of a cluster, and end up on a terminal. */
final class Lines {

  private Lines() {}

  static String of(List<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append("\n  ").append(Quote.escape(line)));
    return text.toString();
  }
}
