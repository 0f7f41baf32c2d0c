// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.lint.LintReport;
import dev.netpol.check.lint.LintRule;
import dev.netpol.model.Diagnostic;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What {@code lint --format json} prints; docs/lint/README.md describes it. */
final class LintDocument {
  private LintDocument() {}

  static Map<String, Object> of(LintReport report) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("version", 1);
    root.put("policies", report.policies());
    root.put("findings", report.findings().stream().map(LintDocument::finding).toList());
    root.put("notRun", report.notRun().stream().map(LintRule::id).sorted().toList());
    root.put("partialSnapshot", report.doubt());
    return root;
  }

  private static Map<String, Object> finding(Diagnostic finding) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rule", finding.code());
    map.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
    map.put("file", finding.at().input());
    map.put("line", finding.at().line());
    map.put("column", finding.at().column());
    map.put("message", finding.message());
    map.put("hint", finding.hint());
    return map;
  }
}
