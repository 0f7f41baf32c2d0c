// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.advise.Advice;
import dev.netpol.advise.Cut;
import dev.netpol.flow.Accounting;
import dev.netpol.flow.Coverage;
import dev.netpol.flow.Flow;
import dev.netpol.model.Diagnostic;
import dev.netpol.model.Protocol;
import dev.netpol.report.Glance.Warning;
import dev.netpol.terminal.Words;
import dev.netpol.trace.Side;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What makes an advice unsafe, the worst first. */
final class Warnings {
  private final Advice advice;
  private final Accounting accounting;
  private final Collection<Diagnostic> findings;
  private final List<Warning> all = new ArrayList<>();

  Warnings(Advice advice, Accounting accounting, Collection<Diagnostic> findings) {
    this.advice = advice;
    this.accounting = accounting;
    this.findings = findings;
  }

  List<Warning> all() {
    cut();
    incomplete();
    unread();
    oneSided();
    unresolved();
    errors();
    return List.copyOf(all);
  }

  private void cut() {
    add(
        "would-be-cut",
        Words.count(advice.flowsCut(), "flow") + " that worked would be cut",
        advice.wouldBeCut().stream().map(Warnings::text).toList(),
        "");
  }

  private static String text(Cut cut) {
    return cut.flow().connection() + ": " + cut.reason();
  }

  private void incomplete() {
    Coverage coverage = advice.coverage();
    List<String> lost = new ArrayList<>();
    coverage
        .losses()
        .forEach((layer, count) -> lost.add(Words.count(count, "event") + " lost: " + layer));
    add(
        "lost",
        "The capture lost events",
        lost,
        "capture again, with a larger buffer or fewer pods");
    add(
        "truncated",
        "The capture broke off: it has no end record",
        coverage.truncated().stream().map(node -> node.isEmpty() ? "unnamed node" : node).toList(),
        "capture again, or expect connections that were never written");
  }

  private void unread() {
    List<String> reasons = new ArrayList<>();
    accounting
        .skipped()
        .forEach(
            (reason, some) -> {
              if (reason.mayBeConnection()) {
                reasons.add(reason.label() + ": " + Words.number(some.count()));
              }
            });
    add("unread", "Some records that may be connections could not be read", reasons, "");
  }

  /** A trace of connects alone never shows who else connects to a workload. */
  private void oneSided() {
    Coverage coverage = advice.coverage();
    for (Side side : Side.values()) {
      List<String> without =
          coverage.nodes().stream().filter(node -> !covers(coverage, node, side)).toList();
      String name = side == Side.CONNECT ? "connects" : "accepts";
      add(
          "no-" + name,
          "Only one direction was captured: no " + name + " on some nodes",
          without.stream().map(node -> node.isEmpty() ? "unnamed node" : node).toList(),
          "workloads there stay open in that direction; capture both sides to close it");
    }
  }

  private static boolean covers(Coverage coverage, String node, Side side) {
    for (Protocol protocol : Protocol.values()) {
      if (coverage.covers(node, side, protocol)) {
        return true;
      }
    }
    return false;
  }

  private void unresolved() {
    List<Flow> flows = advice.unresolved();
    add(
        "unresolved",
        Words.count(flows.size(), "flow") + " with an end that could not be named",
        flows.stream().map(Flow::toString).toList(),
        "take the snapshot closer to the trace, or add the objects that are missing");
  }

  private void errors() {
    add(
        "errors",
        "Something in the input is wrong",
        findings.stream()
            .filter(finding -> finding.severity() == Diagnostic.Severity.ERROR)
            .map(finding -> finding.at() + ": " + finding.message())
            .distinct()
            .toList(),
        "");
  }

  private void add(String code, String text, List<String> details, String remedy) {
    if (!details.isEmpty()) {
      all.add(new Warning(code, text, details, remedy));
    }
  }
}
