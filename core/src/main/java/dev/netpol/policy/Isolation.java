// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import dev.netpol.model.Direction;
import dev.netpol.model.Labels;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The policies of one namespace, found by the labels of a pod. A selector is looked up by one of
 * its labels; the answer is kept for every set of labels, which is what the pods of a workload
 * share.
 */
final class Isolation {

  /** The policies that isolate pods of one set of labels. */
  record Subject(ImmutableList<Compiled> ingress, ImmutableList<Compiled> egress) {
    ImmutableList<Compiled> in(Direction direction) {
      return direction == Direction.INGRESS ? ingress : egress;
    }
  }

  private final ImmutableListMultimap<Map.Entry<String, String>, Compiled> byLabel;
  private final ImmutableList<Compiled> others;
  private final Map<Labels, Subject> subjects = new ConcurrentHashMap<>();

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

  Subject of(Labels labels) {
    return subjects.computeIfAbsent(labels, this::select);
  }

  private Subject select(Labels labels) {
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

  private static ImmutableList<Compiled> isolating(List<Compiled> policies, Direction direction) {
    return policies.stream()
        .filter(policy -> policy.policy().isolates(direction))
        .collect(ImmutableList.toImmutableList());
  }
}
