// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.advise.Advice;
import dev.netpol.advise.Assumption;
import dev.netpol.advise.NotAdvised;
import dev.netpol.advise.Proposal;
import dev.netpol.advise.RuleEvidence;
import dev.netpol.model.Diagnostic;
import dev.netpol.model.Direction;
import dev.netpol.model.Workload;
import dev.netpol.policy.NetworkPolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * What needs a person.
 *
 * @param cut observed traffic that the policies would cut
 * @param unobserved what they allow and nobody saw
 * @param failed flows that only failed, by number; allowed only if the options say so
 * @param unresolved flows with an end that could not be named, by number
 * @param notAdvised workloads with traffic that stay open in some direction
 * @param closed workloads with traffic that a default-deny policy closes in some direction, where
 *     nothing is written for them
 * @param withoutTraffic workloads in scope that nothing was seen of
 * @param widened policies that are there already and admit more for the same pods
 * @param notGoverned ranges that stay open in every policy
 * @param findings what any step found
 */
public record Decisions(
    List<CutFlow> cut,
    List<Unobserved> unobserved,
    List<Integer> failed,
    List<Integer> unresolved,
    List<Open> notAdvised,
    List<Open> closed,
    List<String> withoutTraffic,
    List<Existing> widened,
    List<String> notGoverned,
    List<Finding> findings) {

  /**
   * A flow that worked and that the policies would cut.
   *
   * @param workload whose policy would cut it
   */
  public record CutFlow(
      int flow, String workload, String direction, String reason, String remedy) {}

  /**
   * A rule that admits what was never seen.
   *
   * @param rule its number in its direction, from 1
   * @param kind {@code assumed}, {@code declared public}, {@code widened} or {@code not governed}
   * @param assumption a stable name
   */
  public record Unobserved(
      String policy, String direction, int rule, String kind, String assumption, String why) {}

  /** A workload that no policy of its own isolates in these directions. */
  public record Open(String workload, List<String> directions, String reason, String remedy) {}

  /** A policy that is there already. */
  public record Existing(String workload, String direction, String policy) {}

  /** What a step found. */
  public record Finding(String severity, String code, String at, String message, String hint) {}

  static Decisions of(Advice advice, Collection<Diagnostic> findings, FlowIds ids) {
    return new Decisions(
        advice.wouldBeCut().stream()
            .map(
                cut ->
                    new CutFlow(
                        ids.of(cut.flow()),
                        cut.workload().toString(),
                        cut.direction().policyType(),
                        cut.reason(),
                        cut.remedy()))
            .toList(),
        unobserved(advice),
        ids.of(advice.failed()),
        ids.of(advice.unresolved()),
        open(advice.leftOpen()),
        open(advice.closedByDefault()),
        advice.withoutTraffic().stream().map(Workload::toString).toList(),
        advice.widenedBy().stream()
            .map(
                one ->
                    new Existing(
                        one.workload().toString(),
                        one.direction().policyType(),
                        one.existing().id()))
            .toList(),
        advice.notGoverned().stream().map(block -> block.toString()).toList(),
        findings.stream().sorted().distinct().map(Decisions::finding).toList());
  }

  private static List<Open> open(List<NotAdvised> those) {
    return those.stream()
        .map(
            one ->
                new Open(
                    one.workload().toString(),
                    one.directions().stream().map(Direction::policyType).toList(),
                    one.reason(),
                    one.remedy()))
        .toList();
  }

  private static Finding finding(Diagnostic it) {
    return new Finding(
        it.severity().name().toLowerCase(Locale.ROOT),
        it.code(),
        it.at().equals(NetworkPolicy.GENERATED) ? "" : it.at().toString(),
        it.message(),
        it.hint());
  }

  private static List<Unobserved> unobserved(Advice advice) {
    List<Unobserved> all = new ArrayList<>();
    for (Proposal proposal : advice.proposals()) {
      for (Direction direction : Direction.values()) {
        int number = 0;
        for (RuleEvidence rule : proposal.evidence(direction)) {
          number++;
          if (rule.assumption().isPresent()) {
            Assumption why = rule.assumption().get();
            all.add(
                new Unobserved(
                    proposal.policy().id(),
                    direction.policyType(),
                    number,
                    why.label(),
                    code(why),
                    rule.why()));
          }
        }
      }
    }
    return all;
  }

  static String code(Assumption why) {
    return why.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
