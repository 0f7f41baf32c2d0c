// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.check.Difference.Kind;
import dev.netpol.model.Direction;
import dev.netpol.model.Pod;
import dev.netpol.model.Protocol;
import dev.netpol.policy.Modes;
import dev.netpol.policy.Party;
import dev.netpol.policy.PolicySet;
import dev.netpol.policy.RuleRef;
import dev.netpol.policy.Verdict;
import dev.netpol.policy.World;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The explanation is worked out beside the verdict; it must not contradict it. */
class NearMissLaws {

  @Property(tries = 200)
  void a_rule_that_misses_differs_in_what_the_verdict_says(
      @ForAll("worlds") World world,
      @ForAll Modes.IpBlocks blocks,
      @ForAll Modes.HostNetwork host) {
    Modes modes =
        new Modes(
            blocks,
            host,
            Modes.DEFAULT.finishedPods(),
            Modes.DEFAULT.selfViaService(),
            Modes.DEFAULT.ownNode());
    PolicySet policies =
        PolicySet.compile(world.policies(), world.namespaces(), world.nodes(), modes);
    List<Party> parties = world.pods().stream().flatMap(NearMissLaws::parties).toList();
    for (Party from : parties) {
      for (Party to : parties) {
        for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
          Verdict verdict = policies.verdict(from, to, protocol, 80);
          Leg leg = new Leg(from, to, protocol, 80, verdict, false);
          for (Direction direction : Direction.values()) {
            agrees(leg, direction, policies);
          }
        }
      }
    }
  }

  private static Stream<Party> parties(Pod pod) {
    return Population.parties(pod).stream();
  }

  private static void agrees(Leg leg, Direction direction, PolicySet policies) {
    Verdict.Half half = leg.verdict().half(direction);
    List<NearMiss> near = NearMiss.of(leg, direction, policies);
    assertThat(near)
        .extracting(NearMiss::rule)
        .containsExactlyInAnyOrderElementsOf(
            half.misses().stream().map(Verdict.Miss::rule).toList());
    Map<RuleRef, Verdict.Why> why =
        half.misses().stream().collect(Collectors.toMap(Verdict.Miss::rule, Verdict.Miss::why));
    for (NearMiss miss : near) {
      boolean onlyPort = miss.differences().stream().allMatch(it -> it.kind() == Kind.PORT);
      assertThat(miss.differences()).as("%s", miss).isNotEmpty();
      assertThat(onlyPort).as("%s", miss).isEqualTo(why.get(miss.rule()) == Verdict.Why.PORT);
    }
  }

  @Provide
  Arbitrary<World> worlds() {
    return World.any();
  }
}
