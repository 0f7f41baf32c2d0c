// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.report.map.Atlas;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.Words;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the templates of the page need beside the report. */
public final class Page {
  private final Report report;
  private final String style;
  private final String script;
  private final Curve curve;
  private final Atlas atlas;
  private final Map<String, String> anchors = new HashMap<>();

  Page(Report report, String style, String script) {
    this.report = report;
    this.style = style;
    this.script = script;
    this.curve = Curve.of(report.saturation());
    for (ReportPolicy policy : report.policies()) {
      anchors.put(policy.id(), "policy-" + (anchors.size() + 1));
    }
    this.atlas = Atlas.of(ReportMap.of(this));
  }

  /** A part of the page, for the list of links. */
  public record Section(String id, String title) {}

  public List<Section> sections() {
    return List.of(
        new Section("glance", "At a glance"),
        new Section("map", "Map"),
        new Section("policies", "Policies"),
        new Section("saturation", "Would it hold?"),
        new Section("external", "Outside the cluster"),
        new Section("accounting", "Every record"),
        new Section("made", "How this was made"));
  }

  public Report report() {
    return report;
  }

  public String style() {
    return style;
  }

  public String script() {
    return script;
  }

  public Curve curve() {
    return curve;
  }

  /**
   * Nothing from elsewhere, no style and no script but the two of the page.
   *
   * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy Level 3</a>
   */
  public String contentSecurityPolicy() {
    return "default-src 'none'; style-src 'sha256-"
        + hash(style)
        + "'; script-src 'sha256-"
        + hash(script)
        + "'; base-uri 'none'; form-action 'none'";
  }

  private static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder()
          .encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  public String title() {
    return ReportMarkdown.title(report);
  }

  /** The trace in a few words. */
  public String trace() {
    CaptureFacts capture = report.capture();
    String window = Wording.window(capture.first(), capture.last());
    return "a trace of "
        + Words.count(capture.nodes().size(), "node")
        + (window.isEmpty() ? "" : ", " + window);
  }

  /** Rules that admit what was never seen. */
  public long unobserved() {
    return report.decisions().unobserved().size();
  }

  public long unobserved(ReportPolicy policy) {
    return policy.rules().stream().filter(rule -> !rule.kind().isEmpty()).count();
  }

  /** {@code 6 assumed, 1 declared public}. */
  public String kinds() {
    List<String> kinds = new ArrayList<>();
    report
        .glance()
        .unobserved()
        .forEach((kind, count) -> kinds.add(Words.number(count) + " " + kind));
    return String.join(", ", kinds);
  }

  public boolean nothingToReview() {
    Decisions it = report.decisions();
    return it.failed().isEmpty()
        && it.notAdvised().isEmpty()
        && it.widened().isEmpty()
        && it.notGoverned().isEmpty()
        && it.findings().isEmpty();
  }

  public boolean failedAllowed() {
    return report.made().options().containsKey("--include-failed");
  }

  /** Where a policy stands on the page: a number, for a name may hold anything. */
  public String anchor(String policy) {
    return anchors.getOrDefault(policy, "policies");
  }

  /** The first that stands inside a policy: a browser opens what is around it. */
  public String inside(String policy) {
    return anchor(policy) + (anchors.containsKey(policy) ? "-is" : "");
  }

  /** Who talks to whom. */
  public Atlas atlas() {
    return atlas;
  }

  /** A flow in a line. */
  public String flow(int id) {
    ReportFlow it = report.flows().get(id - 1);
    return Quoted.plain(it.from().shown())
        + " -> "
        + Quoted.plain(it.to().shown())
        + ":"
        + it.port()
        + "/"
        + it.protocol();
  }
}
