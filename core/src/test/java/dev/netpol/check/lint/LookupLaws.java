// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.Direction;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Pod;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.PolicySet;
import dev.netpol.policy.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is looked up is what asking each would find, in the same order. */
class LookupLaws {

  @Property(tries = 300)
  void pods_by_selector(@ForAll("worlds") World world) {
    Labelled<Pod> pods = new Labelled<>(Pod::labels);
    world.pods().forEach(pods::add);
    Stream.concat(
            world.policies().stream().map(NetworkPolicy::podSelector),
            Stream.of(LabelSelector.EVERYTHING))
        .forEach(
            selector ->
                assertThat(pods.matching(selector))
                    .as("%s", selector)
                    .isEqualTo(
                        world.pods().stream()
                            .filter(it -> selector.matches(it.labels()))
                            .toList()));
  }

  @Property(tries = 300)
  void policies_that_isolate_as_many_pods(@ForAll("policies") List<NetworkPolicy> policies) {
    List<LintedPolicy> all =
        policies.stream().map(it -> new LintedPolicy(it, Optional.empty())).toList();
    PolicySet set = PolicySet.compile(policies, Map.of(), Map.of(), Modes.DEFAULT);
    Linted linted = new Linted(all, List.of(), Optional.empty(), set);
    for (NetworkPolicy narrow : policies) {
      for (Direction direction : Direction.values()) {
        assertThat(linted.isolatingAll(narrow, direction))
            .as("%s %s", narrow, direction)
            .containsExactlyElementsOf(
                all.stream().filter(it -> Wider.isolates(it.policy(), narrow, direction)).toList());
      }
    }
  }

  @Provide
  Arbitrary<World> worlds() {
    return World.any();
  }

  @Provide
  Arbitrary<List<NetworkPolicy>> policies() {
    return World.policy().list().ofMaxSize(8);
  }
}
