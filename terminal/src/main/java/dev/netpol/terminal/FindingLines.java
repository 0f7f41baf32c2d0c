// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

import dev.netpol.model.Diagnostic;
import dev.netpol.policy.NetworkPolicy;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Findings, a few of each code: {@code file:line: warning [code] message}. */
public final class FindingLines {
  private static final int EACH = 3;

  private FindingLines() {}

  public static void add(SummaryLines lines, Collection<Diagnostic> findings) {
    Map<String, List<Diagnostic>> byCode =
        findings.stream()
            .sorted()
            .distinct()
            .collect(Collectors.groupingBy(Diagnostic::code, TreeMap::new, Collectors.toList()));
    byCode.forEach(
        (code, some) -> {
          int shown = some.size() == EACH + 1 ? some.size() : Math.min(EACH, some.size());
          String hint = "";
          for (Diagnostic finding : some.subList(0, shown)) {
            hint = said(lines, hint, finding);
          }
          if (some.size() > shown) {
            lines.raw("  ... and " + Words.number(some.size() - shown) + " more [" + code + "]");
          }
        });
  }

  /** The same, printed. */
  public static void print(Collection<Diagnostic> findings, PrintStream err) {
    SummaryLines lines = new SummaryLines();
    add(lines, findings);
    lines.print(err);
  }

  /** One finding, with its hint unless the one before had the same. */
  private static String said(SummaryLines lines, String last, Diagnostic finding) {
    lines.raw(line(finding));
    if (!finding.hint().isEmpty() && !finding.hint().equals(last)) {
      lines.raw("  hint: " + Quoted.sentence(finding.hint()));
    }
    return finding.hint();
  }

  /** {@code file:line: warning [code] message}; without a place when it is about the policies. */
  public static String line(Diagnostic finding) {
    return (finding.at().equals(NetworkPolicy.GENERATED)
            ? ""
            : Quoted.plain(finding.at().toString(), 400) + ": ")
        + finding.severity().name().toLowerCase(Locale.ROOT)
        + " ["
        + finding.code()
        + "] "
        + Quoted.sentence(finding.message());
  }
}
