// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.Change;
import dev.netpol.check.Change.Kind;
import dev.netpol.check.PolicyDiff;
import dev.netpol.report.Answers;
import dev.netpol.report.Answers.Item;
import dev.netpol.report.Answers.Part;
import dev.netpol.report.Made;
import dev.netpol.report.MapLinks;
import dev.netpol.report.map.Link;
import dev.netpol.report.map.TrafficMap;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A difference as a page: what it says in lines, and each change on a map. */
final class DiffPage {
  private DiffPage() {}

  static Answers of(PolicyDiff diff, Made made) {
    List<Part> parts = new ArrayList<>();
    List<Link> links = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      List<Change> changes = diff.changes(kind);
      if (changes.isEmpty()) {
        continue;
      }
      String label = kind.name().toLowerCase(Locale.ROOT);
      Part part =
          new Part(
              label,
              Words.count(changes.size(), "connection"),
              false,
              changes.stream().map(DiffPage::item).toList());
      parts.add(part);
      for (int i = 0; i < changes.size(); i++) {
        String why = String.join("; ", DiffText.reasons(changes.get(i)));
        links.add(MapLinks.of(changes.get(i), why, part.id(i)));
      }
    }
    if (!diff.unjudged().isEmpty()) {
      parts.add(
          new Part(
              "not judged",
              DiffText.unjudgedCount(diff),
              false,
              DiffText.unjudged(diff).stream()
                  .map(it -> new Item(Quoted.plain(it, 1_000), List.of()))
                  .toList()));
    }
    return new Answers(
        "Policies compared",
        "What a change of policies opens and cuts",
        "Connections: " + DiffText.counts(diff) + ".",
        TrafficMap.of(links).withTargets(),
        parts,
        made);
  }

  private static Item item(Change change) {
    List<String> details = new ArrayList<>();
    details.add(DiffText.example(change));
    details.addAll(DiffText.reasons(change));
    return new Item(EdgeText.of(change.edge()), details);
  }
}
