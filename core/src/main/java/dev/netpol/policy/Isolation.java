// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import dev.netpol.model.Direction;
import dev.netpol.model.Labels;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The policies of one namespace; a selector is looked up by one of its labels. */
final class Isolation {

  private final ImmutableListMultimap<Map.Entry<String, String>, Compiled> byLabel;
  private final ImmutableList<Compiled> others;

  Isolation(List<Compiled> policies) {
    ImmutableListMultimap.Builder<Map.Entry<String, String>, Compiled> labelled =
        ImmutableListMultimap.builder();
    ImmutableList.Builder<Compiled> rest = ImmutableList.builder();
    for (Compiled policy : policies) {
      Labels labels = policy.policy().podSelector().matchLabels();
      if (labels.isEmpty()) {
        rest.add(policy);
      } else {
        labelled.put(labels.asMap().entrySet().iterator().next(), policy);
      }
    }
    byLabel = labelled.build();
    others = rest.build();
  }

  /** The policies that isolate a pod in one direction, sorted by name, and the rules of each. */
  record Isolating(ImmutableList<NetworkPolicy> policies, ImmutableList<RuleList> rules) {
    boolean isEmpty() {
      return policies.isEmpty();
    }
  }

  /** Both directions. */
  record Subject(Isolating ingress, Isolating egress) {
    Isolating in(Direction direction) {
      return direction == Direction.INGRESS ? ingress : egress;
    }
  }

  Subject select(Labels labels) {
    List<Compiled> selected =
        Stream.concat(
                others.stream(),
                labels.asMap().entrySet().stream().flatMap(label -> byLabel.get(label).stream()))
            .filter(policy -> policy.policy().podSelector().matches(labels))
            .sorted(PolicySet.BY_NAME)
            .toList();
    return new Subject(
        isolating(selected, Direction.INGRESS), isolating(selected, Direction.EGRESS));
  }

  private static Isolating isolating(List<Compiled> selected, Direction direction) {
    List<Compiled> policies =
        selected.stream().filter(it -> it.policy().isolates(direction)).toList();
    return new Isolating(
        policies.stream().map(Compiled::policy).collect(ImmutableList.toImmutableList()),
        policies.stream().map(it -> it.rules(direction)).collect(ImmutableList.toImmutableList()));
  }
}
