// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.lint.Lint;
import dev.netpol.check.lint.LintReport;
import dev.netpol.check.lint.LintRule;
import dev.netpol.model.Diagnostic;
import dev.netpol.model.Diagnostic.Severity;
import dev.netpol.model.Position;
import dev.netpol.terminal.Words;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Findings as SARIF 2.1.0 (OASIS), which code scanning services read. */
final class Sarif {
  private static final String SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

  private Sarif() {}

  static Map<String, Object> of(LintReport report) {
    List<LintRule> rules = Lint.rules();
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("tool", Map.of("driver", driver(rules)));
    run.put("columnKind", "unicodeCodePoints");
    run.put("invocations", List.of(invocation(report)));
    run.put("results", report.findings().stream().map(it -> result(it, rules)).toList());
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("$schema", SCHEMA);
    root.put("version", "2.1.0");
    root.put("runs", List.of(run));
    return root;
  }

  private static Map<String, Object> driver(List<LintRule> rules) {
    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("name", "advisor");
    driver.put("fullName", Main.ABOUT.version());
    driver.put("rules", rules.stream().map(Sarif::rule).toList());
    return driver;
  }

  private static Map<String, Object> rule(LintRule rule) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("id", rule.id());
    map.put("shortDescription", text(rule.title()));
    map.put("fullDescription", text(rule.why()));
    map.put("help", text(rule.why() + " To mend it: " + rule.mend() + "."));
    map.put("defaultConfiguration", Map.of("level", level(rule.severity())));
    return map;
  }

  /** What was not looked at, so that no finding is not taken for no trouble. */
  private static Map<String, Object> invocation(LintReport report) {
    List<Object> notes = new ArrayList<>();
    if (!report.notRun().isEmpty()) {
      notes.add(
          note(Words.count(report.notRun().size(), "rule") + " did not run without a snapshot"));
    }
    if (!report.doubt().isEmpty()) {
      notes.add(note("the snapshot may be partial: " + report.doubt()));
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("executionSuccessful", true);
    map.put("toolExecutionNotifications", notes);
    return map;
  }

  private static Map<String, Object> note(String message) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("level", "note");
    map.put("message", text(message));
    return map;
  }

  private static Map<String, Object> result(Diagnostic finding, List<LintRule> rules) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("ruleId", finding.code());
    int index = rules.stream().map(LintRule::id).toList().indexOf(finding.code());
    if (index >= 0) {
      map.put("ruleIndex", index);
    }
    map.put("level", level(finding.severity()));
    String hint = finding.hint().isEmpty() ? "" : "\nhint: " + finding.hint();
    map.put("message", text(finding.message() + hint));
    map.put("locations", List.of(Map.of("physicalLocation", location(finding.at()))));
    return map;
  }

  private static Map<String, Object> location(Position at) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("artifactLocation", Map.of("uri", uri(at.input())));
    if (at.line() > 0) {
      Map<String, Object> region = new LinkedHashMap<>();
      region.put("startLine", at.line());
      if (at.column() > 0) {
        region.put("startColumn", at.column());
      }
      map.put("region", region);
    }
    return map;
  }

  /** Relative as it was given, so that a service finds the file in its checkout. */
  static String uri(String file) {
    try {
      if (file.startsWith("/")) {
        return Path.of(file).normalize().toUri().toASCIIString();
      }
      String path = file.startsWith("./") ? file.substring(2) : file;
      // A colon in the first segment would be read as the end of a scheme.
      boolean scheme = path.split("/", 2)[0].indexOf(':') >= 0;
      return new URI(null, null, (scheme ? "./" : "") + path, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("a path is always a URI: " + file, e);
    }
  }

  private static String level(Severity severity) {
    return severity.name().toLowerCase(Locale.ROOT);
  }

  /** A text that is shown as it is: {@code [a](b)} would be a link, {@code {0}} a placeholder. */
  private static Map<String, Object> text(String text) {
    return Map.of("text", literal(text));
  }

  static String literal(String text) {
    String links = text.contains("](") ? text.replace("[", "\\[").replace("]", "\\]") : text;
    return links.replaceAll("\\{([0-9]+)\\}", "{{$1}}");
  }
}
