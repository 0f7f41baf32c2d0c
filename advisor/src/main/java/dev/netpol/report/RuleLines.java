// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.model.Direction;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.PolicyYaml;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** On which lines of a policy's YAML its rules stand. */
final class RuleLines {
  private final Map<String, Integer> first = new HashMap<>();
  private final Map<String, Integer> last = new HashMap<>();

  private RuleLines() {}

  /** Written once more with a comment over each rule, which no text of the policy looks like. */
  static RuleLines of(NetworkPolicy policy) {
    PolicyYaml.Comments marks =
        new PolicyYaml.Comments() {
          @Override
          public List<String> rule(NetworkPolicy of, Direction direction, int index) {
            return List.of(key(direction, index));
          }
        };
    RuleLines lines = new RuleLines();
    String open = "";
    int line = 0;
    for (String text : PolicyYaml.write(List.of(policy), marks).lines().toList()) {
      boolean mark = text.startsWith("  # ");
      boolean inside = mark || text.startsWith("  - ") || text.startsWith("   ");
      if (!open.isEmpty() && (mark || !inside)) {
        lines.last.put(open, line);
        open = "";
      }
      if (mark) {
        open = text.substring(4);
        lines.first.put(open, line + 1);
      } else {
        line++;
      }
    }
    if (!open.isEmpty()) {
      lines.last.put(open, line);
    }
    return lines;
  }

  private static String key(Direction direction, int index) {
    return direction.policyType() + " " + index;
  }

  /** From 1. */
  int first(Direction direction, int index) {
    return first.getOrDefault(key(direction, index), 1);
  }

  int last(Direction direction, int index) {
    return last.getOrDefault(key(direction, index), 1);
  }
}
