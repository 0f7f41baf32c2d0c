// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.model.Direction;
import dev.netpol.policy.NetworkPolicy;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What could go without changing anything, in any cluster. Of two that say the same, the later by
 * name and index could go.
 */
final class Redundancy {

  private final Linted linted;

  Redundancy(Linted linted) {
    this.linted = linted;
  }

  /** A rule for at least the same pods that admits at least the same, if there is one. */
  Optional<LintedRule> of(LintedRule rule) {
    return others(rule.of(), rule.direction())
        .flatMap(it -> it.rules(rule.direction()).stream())
        .filter(other -> covers(other, rule) && !(covers(rule, other) && before(rule, other)))
        .findFirst();
  }

  /**
   * Ids of the policies that make this one superfluous, if they do. A policy without rules is kept
   * as long as no other such policy does its work: that is how a default-deny is written.
   */
  Optional<List<String>> of(LintedPolicy linting) {
    NetworkPolicy policy = linting.policy();
    TreeSet<String> needed = new TreeSet<>();
    for (Direction direction : policy.policyTypes()) {
      boolean denies = policy.rules(direction).isEmpty();
      Optional<LintedPolicy> isolates =
          others(linting, direction)
              .filter(it -> !it.equals(linting))
              .filter(it -> !denies || it.policy().rules(direction).isEmpty())
              .filter(it -> !denies || it.id().compareTo(policy.id()) < 0 || !same(it, linting))
              .findFirst();
      if (isolates.isEmpty()) {
        return Optional.empty();
      }
      needed.add(isolates.get().id());
      for (LintedRule rule : linting.rules(direction)) {
        Optional<LintedRule> wider =
            others(linting, direction)
                .filter(it -> !it.equals(linting))
                .flatMap(it -> it.rules(direction).stream())
                .filter(other -> covers(other, rule))
                .filter(other -> !(covers(rule, other) && before(rule, other)))
                .findFirst();
        if (wider.isEmpty()) {
          return Optional.empty();
        }
        needed.add(wider.get().of().id());
      }
    }
    return Optional.of(List.copyOf(needed));
  }

  /** Policies that isolate at least the same pods; this one is among them. */
  private Stream<LintedPolicy> others(LintedPolicy of, Direction direction) {
    return linted.isolatingAll(of.policy(), direction);
  }

  private static boolean covers(LintedRule wide, LintedRule narrow) {
    return !wide.equals(narrow)
        && Wider.isolates(wide.of().policy(), narrow.of().policy(), narrow.direction())
        && Wider.than(narrow.of().policy().namespace(), wide.rule(), narrow.rule());
  }

  private static boolean before(LintedRule one, LintedRule other) {
    int order = one.of().id().compareTo(other.of().id());
    return order != 0 ? order < 0 : one.index() < other.index();
  }

  private static boolean same(LintedPolicy one, LintedPolicy other) {
    return Wider.than(one.policy().podSelector(), other.policy().podSelector())
        && Wider.than(other.policy().podSelector(), one.policy().podSelector());
  }
}
