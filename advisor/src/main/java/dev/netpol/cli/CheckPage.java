// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.CheckedFlow;
import dev.netpol.check.TraceCheck;
import dev.netpol.report.Answers;
import dev.netpol.report.Answers.Item;
import dev.netpol.report.Answers.Part;
import dev.netpol.report.Made;
import dev.netpol.report.MapLinks;
import dev.netpol.report.map.Link;
import dev.netpol.report.map.Tone;
import dev.netpol.report.map.TrafficMap;
import dev.netpol.terminal.Words;
import java.util.ArrayList;
import java.util.List;

/** A check as a page: what it says in lines, and each flow on a map. */
final class CheckPage {
  private final List<Part> parts;
  private final List<Link> links = new ArrayList<>();

  private CheckPage(List<Part> parts) {
    this.parts = parts;
  }

  static Answers of(TraceCheck check, Made made) {
    CheckPage page = new CheckPage(CheckText.parts(check));
    page.explained("denied", Tone.DENIED, check.denied());
    page.explained("undecided", Tone.UNDECIDED, check.undecided());
    page.explained("failed", Tone.FAILED, check.failed());
    check.allowed().forEach(it -> page.links.add(MapLinks.of(it.flow(), Tone.SEEN, "", "")));
    String intro =
        "Of "
            + Words.count(
                check.denied().size() + check.undecided().size() + check.allowed().size(), "flow")
            + " that worked, "
            + Words.number(check.denied().size())
            + " would be denied.";
    return new Answers(
        "Policies checked",
        "Policies checked against a trace",
        intro,
        TrafficMap.of(page.links).withTargets(),
        page.parts,
        made);
  }

  private void explained(String label, Tone tone, List<CheckedFlow> flows) {
    for (Part part : parts) {
      if (part.label().equals(label)) {
        for (int i = 0; i < flows.size(); i++) {
          Item item = part.items().get(i);
          links.add(
              MapLinks.of(
                  flows.get(i).flow(), tone, String.join("; ", item.details()), part.id(i)));
        }
      }
    }
  }
}
