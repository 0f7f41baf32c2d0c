// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import static java.util.Comparator.comparingInt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.check.Difference.Kind;
import dev.netpol.model.Direction;
import dev.netpol.model.IpAddress;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Pod;
import dev.netpol.model.Protocol;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Party;
import dev.netpol.policy.Peer;
import dev.netpol.policy.PolicySet;
import dev.netpol.policy.Rule;
import dev.netpol.policy.RuleRef;
import dev.netpol.policy.Verdict;
import dev.netpol.policy.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The explanation is worked out beside the verdict; it must not contradict it. */
class NearMissLaws {

  private static final List<Party> OUTSIDE =
      Stream.of("203.0.113.9", "10.0.0.200", "fd00::ff")
          .map(IpAddress::parse)
          .map(Party::of)
          .toList();

  @Property(tries = 200)
  void a_rule_that_misses_differs_in_what_the_verdict_says(
      @ForAll("worlds") World world,
      @ForAll Modes.IpBlocks blocks,
      @ForAll Modes.HostNetwork host) {
    PolicySet policies =
        PolicySet.compile(world.policies(), world.namespaces(), world.nodes(), modes(blocks, host));
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

  @Property(tries = 200)
  void of_many_peers_the_nearest_is_told_and_of_equals_the_first(
      @ForAll("worlds") World world,
      @ForAll("rules") List<Peer> peers,
      @ForAll Modes.IpBlocks blocks,
      @ForAll Modes.HostNetwork host) {
    Pod subject = world.pods().get(0);
    List<Party> parties = new ArrayList<>(OUTSIDE);
    world.pods().stream().skip(1).flatMap(NearMissLaws::parties).forEach(parties::add);
    for (Party to : Population.parties(subject)) {
      for (Party from : parties) {
        Function<List<Peer>, Optional<NearMiss>> miss =
            some -> miss(world, modes(blocks, host), subject, some, from, to);
        List<Optional<NearMiss>> apart = peers.stream().map(List::of).map(miss).toList();
        // A peer alone that misses nothing is the other end, and then the rule misses nothing.
        Optional<NearMiss> plain =
            apart.stream().anyMatch(Optional::isEmpty)
                ? Optional.empty()
                : apart.stream().flatMap(Optional::stream).min(comparingInt(NearMissLaws::weight));
        assertThat(miss.apply(peers).map(NearMiss::differences))
            .as("%s -> %s by %s", from, to, peers)
            .isEqualTo(plain.map(NearMiss::differences));
      }
    }
  }

  private static int weight(NearMiss miss) {
    return miss.differences().stream().mapToInt(it -> it.kind().weight()).sum();
  }

  /** What a rule with these peers lacks, if it is the only one and denies. */
  private static Optional<NearMiss> miss(
      World world, Modes modes, Pod subject, List<Peer> peers, Party from, Party to) {
    NetworkPolicy policy =
        NetworkPolicy.of(
            subject.namespace(),
            "p",
            LabelSelector.EVERYTHING,
            Set.of(Direction.INGRESS),
            List.of(Rule.of(peers, List.of())),
            List.of());
    PolicySet policies =
        PolicySet.compile(List.of(policy), world.namespaces(), world.nodes(), modes);
    Verdict verdict = policies.verdict(from, to, Protocol.TCP, 80);
    Leg leg = new Leg(from, to, Protocol.TCP, 80, verdict, false);
    return NearMiss.of(leg, Direction.INGRESS, policies).stream().findFirst();
  }

  private static Modes modes(Modes.IpBlocks blocks, Modes.HostNetwork host) {
    return new Modes(
        blocks,
        host,
        Modes.DEFAULT.finishedPods(),
        Modes.DEFAULT.selfViaService(),
        Modes.DEFAULT.ownNode());
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

  @Provide
  Arbitrary<List<Peer>> rules() {
    return World.peer().list().ofMinSize(1).ofMaxSize(6);
  }
}
