// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.check.Unjudged.Side;
import dev.netpol.model.Direction;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Pod;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Peer;
import dev.netpol.policy.PolicySet;
import dev.netpol.policy.Rule;
import dev.netpol.policy.RuleRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds what a change of policies changes for pods that are not there. */
final class UnjudgedSearch {

  /** What is said, wherever it stands and whatever the policy is called. */
  private record Meaning(
      String namespace, LabelSelector subject, Direction direction, List<Rule> rules) {}

  private final List<Pod> pods;

  UnjudgedSearch(Inhabitants inhabitants) {
    // No selector matches what is its node.
    this.pods = inhabitants.classes().stream().filter(it -> !it.node()).map(PodClass::pod).toList();
  }

  /** What only one side says; sorted. */
  List<Unjudged> of(PolicySet before, PolicySet after) {
    Map<Meaning, Unjudged> old = meanings(Side.BEFORE, before);
    Map<Meaning, Unjudged> young = meanings(Side.AFTER, after);
    return Stream.concat(unsaid(old, young), unsaid(young, old)).sorted().distinct().toList();
  }

  private static Stream<Unjudged> unsaid(
      Map<Meaning, Unjudged> here, Map<Meaning, Unjudged> there) {
    return here.entrySet().stream()
        .filter(it -> !there.containsKey(it.getKey()))
        .map(Map.Entry::getValue);
  }

  private Map<Meaning, Unjudged> meanings(Side side, PolicySet set) {
    Map<Meaning, Unjudged> all = new LinkedHashMap<>();
    for (NetworkPolicy policy : set.policies()) {
      boolean selects =
          pods.stream()
              .anyMatch(
                  it ->
                      it.namespace().equals(policy.namespace())
                          && policy.podSelector().matches(it.labels()));
      for (Direction direction : policy.policyTypes()) {
        List<Rule> rules = policy.rules(direction);
        if (!selects) {
          List<Rule> whole = rules.stream().map(Rule::unplaced).toList();
          all.putIfAbsent(
              meaning(policy, direction, whole), new Unjudged(side, policy, Optional.empty()));
          continue;
        }
        IntStream.range(0, rules.size())
            .mapToObj(index -> new RuleRef(policy, direction, index))
            .forEach(rule -> add(all, side, rule, set));
      }
    }
    return all;
  }

  private void add(Map<Meaning, Unjudged> all, Side side, RuleRef rule, PolicySet set) {
    for (Peer peer : rule.rule().peers()) {
      if (peer instanceof Peer.Pods it && isNobody(it, rule.policy().namespace(), set)) {
        Rule alone = Rule.of(List.of(peer), rule.rule().ports());
        all.putIfAbsent(
            meaning(rule.policy(), rule.direction(), List.of(alone)),
            new Unjudged(side, rule.policy(), Optional.of(rule)));
      }
    }
  }

  private static Meaning meaning(NetworkPolicy policy, Direction direction, List<Rule> rules) {
    return new Meaning(policy.namespace(), policy.podSelector(), direction, rules);
  }

  private boolean isNobody(Peer.Pods peer, String namespace, PolicySet set) {
    LabelSelector labels = peer.podSelector().orElse(LabelSelector.EVERYTHING);
    return pods.stream()
        .filter(
            pod ->
                peer.namespaceSelector()
                    .map(it -> it.matches(set.namespaceLabels(pod.namespace())))
                    .orElse(pod.namespace().equals(namespace)))
        .noneMatch(pod -> labels.matches(pod.labels()));
  }
}
