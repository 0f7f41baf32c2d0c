// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.model.Diagnostic;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was found in policies.
 *
 * @param findings sorted by position; the code of each is the id of its rule
 * @param policies how many were looked at
 * @param notRun rules that need a snapshot, where there is none
 * @param doubt why the snapshot may lack objects, which lowers the severity of what rests on that;
 *     empty if it looks complete or there is none
 */
public record LintReport(
    List<Diagnostic> findings, int policies, List<LintRule> notRun, String doubt) {
  public LintReport {
    findings = List.copyOf(findings);
    notRun = List.copyOf(notRun);
    Objects.requireNonNull(doubt, "doubt");
  }

  /** This report without findings of these rules; errors of the reader stay. */
  public LintReport without(Set<String> rules) {
    Set<String> readers =
        ReaderRules.ALL.stream().map(LintRule::id).collect(Collectors.toUnmodifiableSet());
    return new LintReport(
        findings.stream()
            .filter(
                it ->
                    !rules.contains(it.code())
                        || (it.severity() == Diagnostic.Severity.ERROR
                            && readers.contains(it.code())))
            .toList(),
        policies,
        notRun,
        doubt);
  }
}
