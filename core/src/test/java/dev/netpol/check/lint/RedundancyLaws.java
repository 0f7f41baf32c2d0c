// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.Direction;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Pod;
import dev.netpol.model.PortSet;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Party;
import dev.netpol.policy.PolicySet;
import dev.netpol.policy.Rule;
import dev.netpol.policy.Via;
import dev.netpol.policy.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.statistics.Statistics;

/** What is called redundant can go, all of it at once, and no connection changes. */
class RedundancyLaws {

  private static final List<Party> OUTSIDE =
      List.of(
          Party.of(IpAddress.parse("203.0.113.9")),
          Party.of(IpAddress.parse("10.0.0.200")),
          Party.of(IpAddress.parse("2001:db8::1")));

  @Property(tries = 300)
  void policies_that_change_nothing_can_go(@ForAll("worlds") World world) {
    Linted linted = linted(world);
    Redundancy redundancy = new Redundancy(linted);
    List<NetworkPolicy> rest =
        linted.policies().stream()
            .filter(it -> redundancy.of(it).isEmpty())
            .map(LintedPolicy::policy)
            .toList();

    Statistics.label("policies that went")
        .collect(rest.size() < world.policies().size())
        .coverage(checker -> checker.check(true).percentage(it -> it > 20));
    assertThat(allowed(world, rest)).isEqualTo(allowed(world, world.policies()));
  }

  @Property(tries = 300)
  void rules_that_others_cover_can_go(@ForAll("worlds") World world) {
    Redundancy redundancy = new Redundancy(linted(world));
    List<NetworkPolicy> rest = new ArrayList<>();
    for (LintedPolicy linted : linted(world).policies()) {
      NetworkPolicy it = linted.policy();
      rest.add(
          NetworkPolicy.of(
              it.namespace(),
              it.name(),
              it.podSelector(),
              it.policyTypes(),
              needed(linted, Direction.INGRESS, redundancy),
              needed(linted, Direction.EGRESS, redundancy)));
    }

    assertThat(allowed(world, rest)).isEqualTo(allowed(world, world.policies()));
  }

  private static List<Rule> needed(
      LintedPolicy linted, Direction direction, Redundancy redundancy) {
    return linted.rules(direction).stream()
        .filter(it -> redundancy.of(it).isEmpty())
        .map(LintedRule::rule)
        .toList();
  }

  private static Linted linted(World world) {
    List<LintedPolicy> policies =
        world.policies().stream().map(it -> new LintedPolicy(it, Optional.empty())).toList();
    PolicySet set = PolicySet.compile(world.policies(), Map.of(), Map.of(), Modes.DEFAULT);
    return new Linted(policies, List.of(), Optional.empty(), set);
  }

  private static List<PortSet> allowed(World world, List<NetworkPolicy> policies) {
    PolicySet set = PolicySet.compile(policies, world.namespaces(), world.nodes(), Modes.DEFAULT);
    List<Party> parties = new ArrayList<>(OUTSIDE);
    for (Pod pod : world.pods()) {
      parties.add(Party.of(pod));
      pod.addresses().forEach(address -> parties.add(Party.of(pod, address)));
    }
    List<PortSet> all = new ArrayList<>();
    parties.forEach(from -> parties.forEach(to -> all.add(set.ports(from, to, Via.ADDRESS))));
    return all;
  }

  /** Policies beside copies of themselves that lack a rule: much of it is redundant. */
  @Provide
  Arbitrary<World> worlds() {
    return Combinators.combine(World.any(), Arbitraries.integers().between(0, 3))
        .as(
            (world, kind) -> {
              List<NetworkPolicy> policies = new ArrayList<>(world.policies());
              for (NetworkPolicy it : world.policies()) {
                policies.add(
                    NetworkPolicy.of(
                        it.namespace(),
                        // Before or after it by name: of equal ones the later goes.
                        (kind < 2 ? "a-" : "z-") + it.name(),
                        it.podSelector(),
                        it.policyTypes(),
                        it.ingress().stream().skip(kind % 2).toList(),
                        it.egress()));
              }
              return new World(world.namespaces(), world.nodes(), world.pods(), policies);
            });
  }
}
