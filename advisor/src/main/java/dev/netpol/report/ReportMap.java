// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.report.map.Link;
import dev.netpol.report.map.Place;
import dev.netpol.report.map.Tone;
import dev.netpol.report.map.TrafficMap;
import dev.netpol.terminal.Quoted;
import java.util.HashMap;
import java.util.Map;

/** The flows of a report as a map, each end with the part of the page that tells more. */
final class ReportMap {
  private final Map<String, String> targets = new HashMap<>();
  private final Map<Integer, String> cut = new HashMap<>();

  private ReportMap(Page page) {
    for (ReportWorkload it : page.report().workloads()) {
      it.policies().stream().limit(1).forEach(id -> targets.put(it.id(), page.inside(id)));
    }
    for (Decisions.CutFlow it : page.report().decisions().cut()) {
      cut.merge(it.flow(), Quoted.sentence(it.reason()), (a, b) -> a.equals(b) ? a : a + "; " + b);
    }
  }

  static TrafficMap of(Page page) {
    ReportMap map = new ReportMap(page);
    return TrafficMap.of(page.report().flows().stream().map(map::link).toList());
  }

  private Link link(ReportFlow flow) {
    String why = cut.getOrDefault(flow.id(), "");
    Tone tone = !why.isEmpty() ? Tone.CUT : flow.state().equals("failed") ? Tone.FAILED : Tone.SEEN;
    return new Link(
        place(flow.from()),
        place(flow.to()),
        Places.port(flow.port(), flow.protocol()),
        tone,
        why,
        tone == Tone.CUT ? "cut" : tone == Tone.FAILED ? "failed" : "");
  }

  private Place place(Party it) {
    boolean outside = it.kind().equals("external");
    return Places.of(it, outside ? "external" : targets.getOrDefault(it.id(), ""));
  }
}
