// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.CheckedFlow;
import dev.netpol.check.CheckedFlow.Answer;
import dev.netpol.check.RuleUse;
import dev.netpol.check.TraceCheck;
import dev.netpol.cli.JunitXml.Case;
import dev.netpol.cli.JunitXml.Suite;
import dev.netpol.terminal.RuleText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** A check as JUnit's XML: each flow is a case, and so is whatever else may fail the check. */
final class CheckJunit {
  private CheckJunit() {}

  /**
   * The document.
   *
   * @param failOn which findings fail
   */
  static String of(TraceCheck check, Set<String> failOn) {
    List<Suite> suites = new ArrayList<>();
    List<CheckedFlow> worked = check.flows().stream().filter(it -> !it.failed()).toList();
    suites.add(suite("flows", worked, failOn));
    if (failOn.contains("failed")) {
      suites.add(suite("failed", check.failed(), Set.of("denied")));
    }
    if (failOn.contains("unused")) {
      suites.add(new Suite("rules", check.rules().stream().map(CheckJunit::rule).toList()));
    }
    if (failOn.contains("unprotected")) {
      suites.add(
          new Suite(
              "unprotected",
              check.unprotected().stream()
                  .map(
                      it ->
                          new Case(
                              it.workload() + " " + it.direction().name().toLowerCase(Locale.ROOT),
                              List.of("no policy isolates it")))
                  .toList()));
    }
    return JunitXml.of("check", suites);
  }

  private static Suite suite(String name, Collection<CheckedFlow> flows, Set<String> failOn) {
    return new Suite(name, flows.stream().map(it -> flow(it, failOn)).toList());
  }

  private static Case flow(CheckedFlow flow, Set<String> failOn) {
    boolean fails =
        (flow.answer() == Answer.DENIED && failOn.contains("denied"))
            || (flow.answer() == Answer.UNDECIDED && failOn.contains("undecided"));
    if (!fails) {
      return Case.passed(flow.flow().toString());
    }
    List<String> lines = new ArrayList<>();
    lines.add(flow.denied() ? "denied" : "cannot be judged");
    lines.addAll(FlowText.details(flow));
    return new Case(flow.flow().toString(), lines);
  }

  private static Case rule(RuleUse use) {
    return new Case(
        RuleText.of(use.rule()), use.used() ? List.of() : List.of(use.standing().sentence()));
  }
}
