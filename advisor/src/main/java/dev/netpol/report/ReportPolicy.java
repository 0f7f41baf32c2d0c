// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.report.ReportFlow.Seen;
import java.util.ArrayList;
import java.util.List;

/**
 * A proposed policy with its reasons.
 *
 * @param id {@code namespace/name}
 * @param subjects the workloads that it selects; none for a default-deny policy
 * @param isolates {@code Ingress}, {@code Egress} or both
 * @param yaml to apply
 * @param rules those of both directions, as they stand in {@code yaml}
 */
public record ReportPolicy(
    String id,
    String namespace,
    String name,
    List<String> subjects,
    List<String> isolates,
    String yaml,
    List<ReportRule> rules) {

  public boolean isDefaultDeny() {
    return subjects.isEmpty();
  }

  /**
   * All of the YAML in parts, so that something can stand beside each rule: what comes before the
   * first rule, one part for each rule, and what comes after the last.
   */
  public List<String> parts() {
    if (rules.isEmpty()) {
      return List.of(yaml);
    }
    List<String> parts = new ArrayList<>();
    int line = 1;
    int start = 0;
    int at = 0;
    // The key of the first direction stands above the first rule, that of the second with its rule.
    List<Integer> ends = new ArrayList<>();
    ends.add(rules.get(0).firstLine() - 1);
    rules.forEach(rule -> ends.add(rule.lastLine()));
    for (int end : ends) {
      while (line <= end) {
        at = yaml.indexOf('\n', at) + 1;
        line++;
      }
      parts.add(yaml.substring(start, at));
      start = at;
    }
    parts.add(yaml.substring(start));
    return parts;
  }

  /**
   * One rule with its evidence.
   *
   * @param number in its direction, from 1
   * @param firstLine of the rule in the policy's YAML, from 1
   * @param lastLine likewise
   * @param peers in a few words; none: everyone
   * @param ports in a few words; none: every port
   * @param flows behind it, by number; none for a pure assumption
   * @param connections of these, each as far as one source could count them
   * @param attempted no source could tell whether one was ever established
   * @param pods that were seen as peers
   * @param processes that opened the connections
   * @param moreProcesses whether there were others
   * @param kind why it admits what was not seen, if it does: {@code assumed}, ...
   * @param assumption a stable name for the same
   * @param why one line
   * @param samples a few records
   */
  public record ReportRule(
      String direction,
      int number,
      int firstLine,
      int lastLine,
      List<String> peers,
      List<String> ports,
      List<Integer> flows,
      long connections,
      boolean attempted,
      String first,
      String last,
      List<String> pods,
      List<String> processes,
      boolean moreProcesses,
      List<String> marks,
      List<String> doubts,
      String kind,
      String assumption,
      String why,
      Beyond beyond,
      List<Seen> samples) {}

  /**
   * What a rule admits beyond what was seen.
   *
   * @param addresses that its blocks hold and that were not seen: a decimal number, which may need
   *     more than 64 bits
   * @param pods that its selectors match now and that were not seen
   * @param futurePods whether it also admits pods that are made later with such labels
   * @param everyone whether it has no peers, and admits all
   */
  public record Beyond(String addresses, List<String> pods, boolean futurePods, boolean everyone) {}
}
