// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.Direction;
import dev.netpol.model.IpAddress;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Pod;
import dev.netpol.model.PortSet;
import dev.netpol.model.Protocol;
import dev.netpol.policy.NaiveEvaluator.End;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PolicySetLaws {

  private static final List<String> OUTSIDE =
      List.of("192.168.0.1", "192.168.0.2", "203.0.113.9", "10.0.0.200", "fd01::2", "2001:db8::1");

  @Property(tries = 400)
  void every_verdict_equals_that_of_the_naive_evaluator(@ForAll("worlds") World world) {
    PolicySet set = compile(world, world.policies());
    NaiveEvaluator naive = new NaiveEvaluator(world.policies(), world.namespaces(), world.nodes());
    for (End from : ends(world)) {
      for (End to : ends(world)) {
        for (Protocol protocol : Protocol.values()) {
          for (int port : World.PORTS) {
            Verdict verdict = set.verdict(party(from), party(to), protocol, port);
            assertThat(verdict.allowed())
                .as("%s -> %s %s/%s: %s", from, to, port, protocol, verdict.because())
                .isEqualTo(naive.allows(from, to, protocol, port));
          }
        }
      }
    }
  }

  @Property(tries = 200)
  void ports_are_exactly_those_that_verdicts_allow(
      @ForAll("worlds") World world,
      @ForAll Modes.SelfViaService self,
      @ForAll Modes.HostNetwork host,
      @ForAll Modes.IpBlocks blocks) {
    PolicySet set = compile(world, self, host, blocks);
    for (End from : ends(world)) {
      for (End to : ends(world)) {
        for (Via via : Via.values()) {
          PortSet ports = set.ports(party(from), party(to), via);
          for (Protocol protocol : Protocol.values()) {
            for (int port : List.of(1, 52, 53, 79, 80, 81, 82, 8079, 8080, 8081, 65535)) {
              assertThat(ports.contains(protocol, port))
                  .as("%s -> %s %s/%s via %s: %s", from, to, port, protocol, via, ports)
                  .isEqualTo(set.verdict(party(from), party(to), protocol, port, via).allowed());
            }
          }
        }
      }
    }
  }

  @Property(tries = 200)
  void a_remembered_verdict_is_the_one_that_was_asked_for(
      @ForAll("worlds") World world,
      @ForAll Modes.SelfViaService self,
      @ForAll Modes.HostNetwork host,
      @ForAll Modes.IpBlocks blocks) {
    PolicySet set = compile(world, self, host, blocks);
    Verdicts verdicts = new Verdicts(set);
    for (End from : ends(world)) {
      for (End to : ends(world)) {
        for (Via via : Via.values()) {
          assertThat(
                  verdicts.between(set.see(party(from)), set.see(party(to)), Protocol.TCP, 80, via))
              .as("%s -> %s via %s", from, to, via)
              .isEqualTo(set.verdict(party(from), party(to), Protocol.TCP, 80, via));
        }
      }
    }
  }

  @Property(tries = 100)
  void the_order_of_policies_means_nothing(@ForAll("worlds") World world) {
    List<NetworkPolicy> reversed = new ArrayList<>(world.policies());
    Collections.reverse(reversed);
    PolicySet one = compile(world, world.policies());
    PolicySet other = compile(world, reversed);
    for (End from : ends(world)) {
      for (End to : ends(world)) {
        assertThat(one.verdict(party(from), party(to), Protocol.TCP, 80))
            .isEqualTo(other.verdict(party(from), party(to), Protocol.TCP, 80));
      }
    }
  }

  @Property(tries = 100)
  void the_deciding_rules_decide_alone(@ForAll("worlds") World world) {
    PolicySet set = compile(world, world.policies());
    for (End from : ends(world)) {
      for (End to : ends(world)) {
        Verdict verdict = set.verdict(party(from), party(to), Protocol.TCP, 80);
        for (Direction direction : Direction.values()) {
          for (RuleRef ref : verdict.half(direction).admitting()) {
            PolicySet alone = compile(world, List.of(only(ref)));
            assertThat(
                    alone
                        .verdict(party(from), party(to), Protocol.TCP, 80)
                        .half(direction)
                        .ground())
                .isEqualTo(Verdict.Ground.ADMITTED);
          }
        }
      }
    }
  }

  @Property(tries = 200)
  void a_rule_admits_what_rules_for_each_of_its_peers_do(
      @ForAll("worlds") World world,
      @ForAll Modes.HostNetwork host,
      @ForAll Modes.IpBlocks blocks) {
    PolicySet together = compile(world, Modes.SelfViaService.ALLOWED, host, blocks);
    World split =
        new World(
            world.namespaces(),
            world.nodes(),
            world.pods(),
            world.policies().stream().map(PolicySetLaws::split).toList());
    PolicySet apart = compile(split, Modes.SelfViaService.ALLOWED, host, blocks);
    for (End from : ends(world)) {
      for (End to : ends(world)) {
        assertThat(together.ports(party(from), party(to), Via.ADDRESS))
            .as("%s -> %s", from, to)
            .isEqualTo(apart.ports(party(from), party(to), Via.ADDRESS));
      }
    }
  }

  @Property(tries = 30)
  void of_many_rules_each_admits_what_it_does_alone(
      @ForAll("worlds") World world,
      @ForAll("rules") List<Rule> rules,
      @ForAll Modes.HostNetwork host,
      @ForAll Modes.IpBlocks blocks) {
    NetworkPolicy policy = policy(world.pods().get(0).namespace(), rules);
    PolicySet together = compile(with(world, policy), Modes.SelfViaService.ALLOWED, host, blocks);
    List<RuleRef> refs =
        Stream.of(Direction.values())
            .flatMap(
                direction ->
                    IntStream.range(0, rules.size())
                        .mapToObj(index -> new RuleRef(policy, direction, index)))
            .toList();
    Map<RuleRef, PolicySet> apart = new HashMap<>();
    for (RuleRef ref : refs) {
      apart.put(ref, compile(with(world, only(ref)), Modes.SelfViaService.ALLOWED, host, blocks));
    }
    for (End from : ends(world)) {
      for (End to : ends(world)) {
        Verdict verdict = together.verdict(party(from), party(to), Protocol.TCP, 80);
        List<RuleRef> admitting = new ArrayList<>();
        List<Verdict.Miss> misses = new ArrayList<>();
        for (RuleRef ref : refs) {
          Verdict.Half alone =
              apart
                  .get(ref)
                  .verdict(party(from), party(to), Protocol.TCP, 80)
                  .half(ref.direction());
          alone.admitting().forEach(it -> admitting.add(ref));
          if (verdict.half(ref.direction()).admitting().isEmpty()) {
            alone.misses().forEach(it -> misses.add(new Verdict.Miss(ref, it.why())));
          }
        }
        assertThat(both(verdict, Verdict.Half::admitting)).isEqualTo(admitting);
        assertThat(both(verdict, Verdict.Half::misses)).isEqualTo(misses);
        assertThat(together.ports(party(from), party(to), Via.ADDRESS).contains(Protocol.TCP, 80))
            .isEqualTo(verdict.allowed());
      }
    }
  }

  private static <T> List<T> both(Verdict verdict, Function<Verdict.Half, List<T>> what) {
    return Stream.of(Direction.values())
        .flatMap(direction -> what.apply(verdict.half(direction)).stream())
        .toList();
  }

  private static NetworkPolicy policy(String namespace, List<Rule> rules) {
    return NetworkPolicy.of(
        namespace,
        "p",
        LabelSelector.EVERYTHING,
        Set.of(Direction.INGRESS, Direction.EGRESS),
        rules,
        rules);
  }

  private static World with(World world, NetworkPolicy policy) {
    return new World(world.namespaces(), world.nodes(), world.pods(), List.of(policy));
  }

  /** The same policy with a rule for each peer. */
  private static NetworkPolicy split(NetworkPolicy policy) {
    return NetworkPolicy.of(
        policy.namespace(),
        policy.name(),
        policy.podSelector(),
        policy.policyTypes(),
        split(policy.ingress()),
        split(policy.egress()));
  }

  private static List<Rule> split(List<Rule> rules) {
    List<Rule> split = new ArrayList<>();
    for (Rule rule : rules) {
      if (rule.peers().isEmpty()) {
        split.add(rule);
      }
      rule.peers().forEach(peer -> split.add(Rule.of(List.of(peer), rule.ports())));
    }
    return split;
  }

  private static NetworkPolicy only(RuleRef ref) {
    NetworkPolicy policy = ref.policy();
    boolean ingress = ref.direction() == Direction.INGRESS;
    return NetworkPolicy.of(
        policy.namespace(),
        policy.name(),
        policy.podSelector(),
        policy.policyTypes(),
        ingress ? List.of(ref.rule()) : List.of(),
        ingress ? List.of() : List.of(ref.rule()));
  }

  private static PolicySet compile(World world, List<NetworkPolicy> policies) {
    return PolicySet.compile(policies, world.namespaces(), world.nodes(), Modes.DEFAULT);
  }

  private static PolicySet compile(
      World world, Modes.SelfViaService self, Modes.HostNetwork host, Modes.IpBlocks blocks) {
    Modes modes =
        new Modes(blocks, host, Modes.FinishedPods.RELEASED, self, Modes.OwnNode.FROM_AND_TO);
    return PolicySet.compile(world.policies(), world.namespaces(), world.nodes(), modes);
  }

  private static List<End> ends(World world) {
    List<End> ends = new ArrayList<>();
    for (Pod pod : world.pods()) {
      if (pod.addresses().isEmpty()) {
        ends.add(End.of(pod, null));
      }
      pod.addresses().forEach(ip -> ends.add(End.of(pod, ip)));
    }
    OUTSIDE.forEach(ip -> ends.add(End.of(IpAddress.parse(ip))));
    return ends;
  }

  private static Party party(End end) {
    return end.pod() == null
        ? Party.of(end.ip())
        : new Party.PodParty(end.pod(), Optional.ofNullable(end.ip()));
  }

  @Provide
  Arbitrary<World> worlds() {
    return World.any();
  }

  /** More than are asked one after the other. */
  @Provide
  Arbitrary<List<Rule>> rules() {
    return World.rule().list().ofMinSize(17).ofMaxSize(24);
  }
}
