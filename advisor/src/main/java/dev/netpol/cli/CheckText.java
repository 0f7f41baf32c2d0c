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
import dev.netpol.report.Answers.Item;
import dev.netpol.report.Answers.Part;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.RuleText;
import dev.netpol.terminal.Words;
import dev.netpol.trace.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A check for people: the worst first, nothing left out. */
final class CheckText {
  private static final int LABEL = 13;

  private final List<Part> parts = new ArrayList<>();

  private CheckText() {}

  static String of(TraceCheck check) {
    StringBuilder text = new StringBuilder();
    for (Part part : parts(check)) {
      heading(text, part.label(), part.what());
      for (Item item : part.items()) {
        text.append("  ").append(item.line()).append('\n');
        item.details().forEach(it -> text.append("    ").append(it).append('\n'));
      }
    }
    heading(text, "modes", check.modes().toString());
    return text.toString();
  }

  private static void heading(StringBuilder text, String label, String what) {
    text.append(label).append(" ".repeat(LABEL - label.length())).append(what).append('\n');
  }

  /** What was found, sort by sort; its text is safe to show. */
  static List<Part> parts(TraceCheck check) {
    CheckText text = new CheckText();
    text.flows(check);
    text.rules(check);
    text.unprotected(check);
    return text.parts;
  }

  private void flows(TraceCheck check) {
    full("denied", " that worked and would be cut", check.denied());
    full("undecided", " that cannot be judged", check.undecided());
    full("failed", " not seen to work when the trace was taken", check.failed());
    brief("open", " between ends that no policy isolates", check, Answer.OPEN);
    brief("covered", " that rules admit", check, Answer.COVERED);
    if (check.flows().isEmpty()) {
      parts.add(new Part("flows", "none", false, List.of()));
    }
  }

  private void full(String label, String what, List<CheckedFlow> flows) {
    List<Item> items =
        flows.stream()
            .map(it -> item(it.flow() + (it.failed() ? would(it) : ""), FlowText.details(it)))
            .toList();
    add(label, Words.count(flows.size(), "flow") + what, false, items);
  }

  private static String would(CheckedFlow flow) {
    return switch (flow.answer()) {
      case DENIED -> ": would be denied";
      case UNDECIDED -> ": cannot be judged";
      case OPEN, COVERED ->
          flow.flow().outcomes().keySet().equals(Set.of(Outcome.UNCERTAIN))
              ? ": would be allowed"
              : ": would be allowed, something else is the reason";
    };
  }

  private void brief(String label, String what, TraceCheck check, Answer answer) {
    List<CheckedFlow> flows = check.allowed().stream().filter(it -> it.answer() == answer).toList();
    add(
        label,
        Words.count(flows.size(), "flow") + what,
        true,
        flows.stream().map(it -> item(it.flow() + ": " + FlowText.brief(it))).toList());
  }

  private void rules(TraceCheck check) {
    List<RuleUse> unused = check.unused();
    add(
        "unused",
        Words.count(unused.size(), "rule"),
        false,
        unused.stream()
            .map(it -> item(RuleText.of(it.rule()) + ": " + it.standing().sentence()))
            .toList());
    List<RuleUse> idle =
        check.rules().stream()
            .filter(it -> !it.idlePeers().isEmpty() || !it.idlePorts().isEmpty())
            .toList();
    add(
        "partly used",
        Words.count(idle.size(), "rule"),
        true,
        idle.stream()
            .map(it -> item(RuleText.of(it.rule()) + ": no flow needs " + idle(it)))
            .toList());
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
    List<Item> items = new ArrayList<>();
    directions.forEach(
        (workload, its) -> items.add(item(workload + ": " + String.join(", ", its))));
    add(
        "unprotected",
        Words.count(directions.size(), "workload") + " that no policy isolates",
        false,
        items);
  }

  private static String some(Share pods) {
    return pods.partial() ? " (" + pods + " pods)" : "";
  }

  private void add(String label, String what, boolean folded, List<Item> items) {
    if (!items.isEmpty()) {
      parts.add(new Part(label, what, folded, items));
    }
  }

  private static Item item(String line) {
    return item(line, List.of());
  }

  private static Item item(String line, List<String> details) {
    return new Item(Quoted.sentence(line), details.stream().map(Quoted::sentence).toList());
  }
}
