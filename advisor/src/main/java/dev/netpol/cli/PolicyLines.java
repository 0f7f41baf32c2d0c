// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.advise.Advice;
import dev.netpol.advise.Assumption;
import dev.netpol.advise.Cut;
import dev.netpol.advise.NotAdvised;
import dev.netpol.advise.Proposal;
import dev.netpol.advise.RuleEvidence;
import dev.netpol.flow.Mark;
import dev.netpol.model.Cidr;
import dev.netpol.model.Connection;
import dev.netpol.model.Direction;
import dev.netpol.model.Endpoint;
import dev.netpol.model.Unresolved;
import dev.netpol.model.Workload;
import dev.netpol.terminal.SummaryLines;
import dev.netpol.terminal.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What is proposed, what it assumes, and what it leaves open or cuts. */
final class PolicyLines {
  private static final int NAMES = 5;

  private PolicyLines() {}

  static void add(SummaryLines lines, Advice advice) {
    List<Proposal> proposals = advice.proposals();
    lines.line(
        "policies",
        Words.number(proposals.size())
            + " for "
            + Words.count(subjects(proposals), "workload")
            + " in "
            + Words.count(
                proposals.stream().map(one -> one.policy().namespace()).distinct().count(),
                "namespace"));
    rules(lines, proposals);
    lines.line(
        "would be cut",
        Words.count(advice.flowsCut(), "flow") + " that worked",
        advice.wouldBeCut().stream().map(PolicyLines::text).toList());
    notAdvised(lines, advice.leftOpen(), " left open", " left open");
    String closed = " closed by default-deny, and nothing is written for ";
    notAdvised(lines, advice.closedByDefault(), closed + "it", closed + "them");
    if (!advice.withoutTraffic().isEmpty()) {
      List<String> names = advice.withoutTraffic().stream().map(Workload::toString).toList();
      String count = Words.count(names.size(), "workload") + " without a policy: ";
      lines.line("no traffic", count + Words.some(names, NAMES));
    }
    lines.line(
        "widened",
        "existing policies admit more for the same pods",
        advice.widenedBy().stream()
            .map(one -> one.workload() + " " + text(one.direction()) + ": " + one.existing().id())
            .toList());
    List<String> open = advice.notGoverned().stream().map(Cidr::toString).toList();
    lines.line(
        "not governed", open.isEmpty() ? "" : "open in every policy: " + Words.some(open, NAMES));
  }

  private static void notAdvised(
      SummaryLines lines, List<NotAdvised> those, String ofOne, String ofMany) {
    long workloads = those.stream().map(NotAdvised::workload).distinct().count();
    lines.line(
        "not advised",
        Words.count(workloads, "workload") + (workloads == 1 ? ofOne : ofMany),
        those.stream().map(PolicyLines::text).toList());
  }

  private static long subjects(List<Proposal> proposals) {
    return proposals.stream().flatMap(one -> one.subjects().stream()).distinct().count();
  }

  /** Which rules deserve a second look, counted by why. */
  private static void rules(SummaryLines lines, List<Proposal> proposals) {
    Map<Assumption, Integer> assumed = new TreeMap<>();
    Map<Mark, Integer> doubts = new TreeMap<>();
    for (Proposal proposal : proposals) {
      for (Direction direction : Direction.values()) {
        for (RuleEvidence rule : proposal.evidence(direction)) {
          rule.assumption().ifPresent(why -> assumed.merge(why, 1, Integer::sum));
          rule.marks().forEach(mark -> doubts.merge(mark, 1, Integer::sum));
        }
      }
    }
    List<String> details = new ArrayList<>();
    assumed.forEach((why, count) -> details.add(text(why) + ": " + Words.count(count, "rule")));
    lines.line("assumed", "rules that admit more than was seen", details);
    details.clear();
    doubts.keySet().removeIf(mark -> !mark.isDoubt());
    doubts.forEach((why, count) -> details.add(why.label() + ": " + Words.count(count, "rule")));
    lines.line("doubtful", "rules that deserve a look", details);
  }

  private static String text(Assumption assumption) {
    String name = assumption.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return assumption.label().equals(name) ? name : assumption.label() + ", " + name;
  }

  /** {@code egress of shop/web to 10.1.2.3:80/TCP: why; what would help}. */
  private static String text(Cut cut) {
    Connection flow = cut.flow().connection();
    boolean egress = cut.direction() == Direction.EGRESS;
    Endpoint peer = egress ? flow.to() : flow.from();
    String name = peer instanceof Unresolved unknown ? unknown.subject() : peer.toString();
    String port = flow.port() + "/" + flow.protocol();
    return text(cut.direction())
        + " of "
        + cut.workload()
        + (egress ? " to " + name + ":" + port : " from " + name + " on " + port)
        + ": "
        + with(cut.reason(), cut.remedy());
  }

  private static String text(NotAdvised one) {
    return one.workload() + " " + texts(one.directions()) + ": " + with(one.reason(), one.remedy());
  }

  private static String texts(Collection<Direction> directions) {
    return String.join(", ", directions.stream().map(PolicyLines::text).toList());
  }

  private static String text(Direction direction) {
    return direction.policyType().toLowerCase(Locale.ROOT);
  }

  private static String with(String reason, String remedy) {
    return remedy.isEmpty() ? reason : reason + "; " + remedy;
  }
}
