// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.CheckedFlow;
import dev.netpol.check.CheckedFlow.Answer;
import dev.netpol.check.RuleUse;
import dev.netpol.check.Share;
import dev.netpol.check.TraceCheck;
import dev.netpol.check.Unprotected;
import dev.netpol.model.Workload;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.RuleText;
import dev.netpol.terminal.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A check for people: the worst first, nothing left out. */
final class CheckText {
  private static final int LABEL = 13;

  private final StringBuilder text = new StringBuilder();

  private CheckText() {}

  static String of(TraceCheck check) {
    CheckText text = new CheckText();
    text.flows(check);
    text.rules(check);
    text.unprotected(check);
    text.heading("modes", check.modes().toString());
    return text.text.toString();
  }

  private void flows(TraceCheck check) {
    full("denied", " that worked and would be cut", check.denied());
    full("undecided", " that cannot be judged", check.undecided());
    full("failed", " that did not work when the trace was taken", check.failed());
    brief("open", " between ends that no policy isolates", check, Answer.OPEN);
    brief("covered", " that rules admit", check, Answer.COVERED);
    if (check.flows().isEmpty()) {
      heading("flows", "none");
    }
  }

  private void full(String label, String what, List<CheckedFlow> flows) {
    if (!flows.isEmpty()) {
      heading(label, Words.count(flows.size(), "flow") + what);
      for (CheckedFlow flow : flows) {
        line(1, flow.flow() + (flow.failed() ? would(flow) : ""));
        FlowText.details(flow).forEach(it -> line(2, it));
      }
    }
  }

  private static String would(CheckedFlow flow) {
    return switch (flow.answer()) {
      case DENIED -> ": would be denied";
      case UNDECIDED -> ": cannot be judged";
      case OPEN, COVERED -> ": would be allowed, something else is the reason";
    };
  }

  private void brief(String label, String what, TraceCheck check, Answer answer) {
    List<CheckedFlow> flows = check.allowed().stream().filter(it -> it.answer() == answer).toList();
    if (!flows.isEmpty()) {
      heading(label, Words.count(flows.size(), "flow") + what);
      flows.forEach(it -> line(1, it.flow() + ": " + FlowText.brief(it)));
    }
  }

  private void rules(TraceCheck check) {
    List<RuleUse> unused = check.unused();
    if (!unused.isEmpty()) {
      heading("unused", Words.count(unused.size(), "rule"));
      unused.forEach(it -> line(1, RuleText.of(it.rule()) + ": " + it.standing().sentence()));
    }
    List<RuleUse> idle =
        check.rules().stream()
            .filter(it -> !it.idlePeers().isEmpty() || !it.idlePorts().isEmpty())
            .toList();
    if (!idle.isEmpty()) {
      heading("partly used", Words.count(idle.size(), "rule"));
      idle.forEach(it -> line(1, RuleText.of(it.rule()) + ": no flow needs " + idle(it)));
    }
  }

  private static String idle(RuleUse use) {
    return String.join(
        ", ",
        Stream.concat(
                use.idlePeers().stream().map(RuleText::of),
                use.idlePorts().stream().map(it -> "port " + RuleText.of(it)))
            .toList());
  }

  private void unprotected(TraceCheck check) {
    Map<Workload, List<String>> directions = new TreeMap<>();
    for (Unprotected it : check.unprotected()) {
      directions
          .computeIfAbsent(it.workload(), key -> new ArrayList<>())
          .add(it.direction().name().toLowerCase(Locale.ROOT) + some(it.pods()));
    }
    if (!directions.isEmpty()) {
      heading(
          "unprotected", Words.count(directions.size(), "workload") + " that no policy isolates");
      directions.forEach((workload, its) -> line(1, workload + ": " + String.join(", ", its)));
    }
  }

  private static String some(Share pods) {
    return pods.partial() ? " (" + pods + " pods)" : "";
  }

  private void heading(String label, String what) {
    text.append(label)
        .append(" ".repeat(LABEL - label.length()))
        .append(Quoted.sentence(what))
        .append('\n');
  }

  private void line(int depth, String line) {
    text.append("  ".repeat(depth)).append(Quoted.sentence(line)).append('\n');
  }
}
