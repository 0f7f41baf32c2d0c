// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.model.Cidr;
import dev.netpol.model.Direction;
import dev.netpol.model.Protocol;
import dev.netpol.policy.Port;
import dev.netpol.policy.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The rules of one direction of a policy: first what was seen, then what is assumed, each sort in
 * rules of its own so that nobody takes one for the other.
 */
final class DirectionRules {

  private final Context context;
  private final Isolation isolation;
  private final Admissions admissions;

  private final List<Rule> rules = new ArrayList<>();
  private final List<RuleEvidence> evidence = new ArrayList<>();

  private DirectionRules(Context context, Isolation isolation, Admissions admissions) {
    this.context = context;
    this.isolation = isolation;
    this.admissions = admissions;
  }

  /** Admits what was seen of the subject, and what is assumed for it. */
  static DirectionRules of(
      Context context, Subject subject, Direction direction, Isolation isolation) {
    Admissions admissions = new Admissions(context, subject, direction, isolation);
    admissions.collect();
    DirectionRules rules = new DirectionRules(context, isolation, admissions);
    rules.write(subject.namespace(), direction);
    return rules;
  }

  /** Admits only what isolation must not cut for anybody. */
  static DirectionRules openOnly(
      Context context, Subject subject, Direction direction, Isolation isolation) {
    Admissions none = new Admissions(context, subject, direction, isolation);
    DirectionRules rules = new DirectionRules(context, isolation, none);
    rules.write(subject.namespace(), direction);
    return rules;
  }

  List<Rule> rules() {
    return rules;
  }

  /** In the order of the rules. */
  List<RuleEvidence> evidence() {
    return evidence;
  }

  /** What worked and no rule can admit. */
  List<Cut> cuts() {
    return admissions.cuts;
  }

  private void write(String namespace, Direction direction) {
    write(admissions.seen, Optional.empty());
    admissions.assumed.forEach((assumption, those) -> write(those, Optional.of(assumption)));
    if (!context.notGoverned().ranges().isEmpty()) {
      write(
          FoldedRule.of(
              context.notGoverned().peers(namespace, direction), List.of(), admissions.notGoverned),
          Optional.of(Assumption.NOT_GOVERNED));
    }
    if (!isolation.open().isEmpty()) {
      List<Port> ports = new ArrayList<>();
      isolation.open().forEach(protocol -> ports.add(new Port.AnyPort(protocol)));
      write(
          FoldedRule.of(List.of(), ports, admissions.uncovered),
          Optional.of(Assumption.UNCOVERED_PROTOCOL));
    }
  }

  private void write(List<Admission> those, Optional<Assumption> assumption) {
    new Folding(context.options().portRanges())
        .fold(those)
        .forEach(rule -> write(rule, assumption));
  }

  private void write(FoldedRule folded, Optional<Assumption> assumption) {
    rules.add(folded.rule());
    Addresses addresses = Addresses.of(folded.rule(), folded.flows());
    evidence.add(
        new RuleEvidence(
            folded.flows(),
            assumption,
            assumption.map(kind -> why(kind, addresses)).orElse("seen"),
            addresses.beyond()));
  }

  private String why(Assumption assumption, Addresses addresses) {
    String text =
        switch (assumption) {
          case DECLARED_PUBLIC ->
              "published by "
                  + Isolations.some(admissions.publishers)
                  + ", and reached from outside";
          case DNS -> "the cluster's DNS, " + Isolations.some(context.dns().names());
          case ALL_NODES -> "every node of the cluster, " + addresses.more() + " than seen";
          case MERGED -> addresses.more() + " than the " + addresses.seen() + " seen";
          case NOT_GOVERNED ->
              Isolations.some(context.notGoverned().ranges().stream().map(Cidr::toString).toList())
                  + " left out, so it stays open";
          case UNCOVERED_PROTOCOL ->
              isolation.open().stream().map(Protocol::name).collect(Collectors.joining(" and "))
                  + " not captured, so it stays open";
        };
    return assumption.label() + ": " + text;
  }
}
