// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.Change;
import dev.netpol.check.Change.Kind;
import dev.netpol.check.PolicyDiff;
import dev.netpol.check.Witness;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Party;
import dev.netpol.policy.RuleRef;
import dev.netpol.policy.Verdict;
import dev.netpol.policy.Verdict.Ground;
import dev.netpol.terminal.MarkdownText;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.RuleText;
import dev.netpol.terminal.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Differences for people, safe to show. */
final class DiffText {
  /** Policies or rules of one reason; more are counted. */
  private static final int MOST = 3;

  private static final String OUTSIDE = "outside the cluster";

  /** Room for a name and its file. */
  private static final int NAME = 1_000;

  private DiffText() {}

  /** A line a change, in front {@code +} or {@code -}, and below it an example and why. */
  static String lines(PolicyDiff diff) {
    StringBuilder text = new StringBuilder();
    for (Change change : diff.changes()) {
      text.append(change.kind() == Kind.GAINED ? "+ " : "- ")
          .append(EdgeText.of(change.edge()))
          .append("\n    " + example(change))
          .append('\n');
      reasons(change).forEach(reason -> text.append("    " + reason + "\n"));
    }
    return text.toString();
  }

  /** A comment for a pull request. */
  static String markdown(PolicyDiff diff) {
    StringBuilder text = new StringBuilder("### Connections: " + counts(diff) + "\n");
    List<String> notes = new ArrayList<>();
    namespaces(diff).forEach(it -> notes.add(MarkdownText.code(Quoted.plain(it, NAME))));
    if (!diff.unjudged().isEmpty()) {
      List<String> all =
          unjudged(diff).stream().map(it -> MarkdownText.code(Quoted.plain(it, NAME))).toList();
      notes.add("not judged: " + unjudgedCount(diff) + ": " + String.join(", ", all));
    }
    text.append(notes.isEmpty() ? "" : "\n");
    notes.forEach(note -> text.append("- " + note + "\n"));
    if (diff.isEmpty()) {
      return text.toString();
    }
    text.append("\n| | From | To | Ports | Such as | Why |\n|---|---|---|---|---|---|\n");
    for (Change change : diff.changes()) {
      text.append(change.kind() == Kind.GAINED ? "| gained" : "| lost");
      for (String cell :
          List.of(
              MarkdownText.code(EdgeText.of(change.edge().from())),
              MarkdownText.code(EdgeText.of(change.edge().to())),
              change.edge().reach().toString(),
              MarkdownText.code(witness(change.witness())),
              String.join("<br>", reasons(change).stream().map(MarkdownText::code).toList()))) {
        text.append(" | ").append(cell);
      }
      text.append(" |\n");
    }
    return text.append("\nModes: " + diff.modes() + "\n").toString();
  }

  /** {@code shop -> bank: 2 gained, 1 lost}, not escaped. */
  static List<String> namespaces(PolicyDiff diff) {
    return diff.namespaces().stream()
        .map(
            it ->
                it.from().orElse(OUTSIDE)
                    + " -> "
                    + it.to().orElse(OUTSIDE)
                    + ": "
                    + counts(it.gained(), it.lost()))
        .toList();
  }

  /** How many policies and rules say something of pods that are not there; empty for none. */
  static String unjudgedCount(PolicyDiff diff) {
    int rules = (int) diff.unjudged().stream().filter(it -> it.rule().isPresent()).count();
    int policies = diff.unjudged().size() - rules;
    List<String> counts = new ArrayList<>();
    if (policies > 0) {
      counts.add(Words.count(policies, "policy", "policies"));
    }
    if (rules > 0) {
      counts.add(Words.count(rules, "rule"));
    }
    return counts.isEmpty()
        ? ""
        : String.join(" and ", counts)
            + " of one side alone, for pods that the snapshot does not have";
  }

  /** Each of them, not escaped: {@code before: shop/cart egress[1] (old.yaml:12)}. */
  static List<String> unjudged(PolicyDiff diff) {
    return diff.unjudged().stream()
        .map(
            it ->
                it.side().name().toLowerCase(Locale.ROOT)
                    + ": "
                    + it.rule()
                        .map(RuleText::of)
                        .orElseGet(() -> it.policy().id() + RuleText.at(it.policy().at())))
        .toList();
  }

  private static String counts(int gained, int lost) {
    return Words.number(gained) + " gained, " + Words.number(lost) + " lost";
  }

  /** {@code 2 gained, 1 lost}. */
  static String counts(PolicyDiff diff) {
    return diff.isEmpty()
        ? "none"
        : counts(diff.changes(Kind.GAINED).size(), diff.changes(Kind.LOST).size());
  }

  /** A connection that shows it. */
  static String example(Change change) {
    return "such as " + witness(change.witness());
  }

  private static String witness(Witness witness) {
    return text(witness.from())
        + " -> "
        + text(witness.to())
        + " on "
        + witness.port()
        + "/"
        + witness.protocol();
  }

  /** Why, one for each direction in which the answer turned. */
  static List<String> reasons(Change change) {
    Witness witness = change.witness();
    return witness.turned().stream()
        .map(
            it -> {
              String side = it.policyType().toLowerCase(Locale.ROOT) + ": ";
              Verdict.Half before = witness.before().half(it);
              Verdict.Half after = witness.after().half(it);
              return side
                  + (after.ground() == Ground.NO_RULE ? cut(before, after) : opened(before, after));
            })
        .toList();
  }

  private static String opened(Verdict.Half before, Verdict.Half after) {
    return after.ground() == Ground.ADMITTED
        ? "admitted by " + some(after.admitting(), DiffText::text)
        : "no longer isolated by " + some(before.isolating(), DiffText::text);
  }

  private static String cut(Verdict.Half before, Verdict.Half after) {
    return before.ground() == Ground.ADMITTED
        ? "no longer admitted by "
            + some(before.admitting(), DiffText::text)
            + "; isolated by "
            + some(after.isolating(), DiffText::text)
        : "now isolated by " + some(after.isolating(), DiffText::text);
  }

  private static String text(Party party) {
    boolean pod = party instanceof Party.PodParty;
    return Quoted.plain(FlowText.name(party), NAME)
        + party.ip().filter(ip -> pod).map(ip -> " (" + ip + ")").orElse("");
  }

  private static String text(NetworkPolicy policy) {
    return Quoted.plain(policy.id() + RuleText.at(policy.at()), NAME);
  }

  private static String text(RuleRef rule) {
    return Quoted.plain(RuleText.of(rule), NAME);
  }

  private static <T> String some(List<T> items, Function<T, String> text) {
    int shown = items.size() == MOST + 1 ? items.size() : Math.min(MOST, items.size());
    String list = String.join(", ", items.subList(0, shown).stream().map(text).toList());
    return items.size() > shown
        ? list + " and " + Words.number(items.size() - shown) + " more"
        : list;
  }
}
