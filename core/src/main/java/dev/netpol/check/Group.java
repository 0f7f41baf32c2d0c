// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.model.Pod;
import java.util.List;
import java.util.Set;

/**
 * The pods of a workload that are of one class.
 *
 * @param count how many there are; more than {@code pods} where a template stands for them
 * @param nodes where {@link PodClass#node} the names of the nodes that each of them is, else of
 *     those that run them
 */
record Group(PodClass kind, List<Pod> pods, int count, Set<Set<String>> nodes) {

  /** Whether some pod here and some pod there are on one node. */
  boolean meets(Group other) {
    return nodes.stream()
        .anyMatch(
            mine -> other.nodes.stream().anyMatch(its -> its.stream().anyMatch(mine::contains)));
  }

  /** Whether some pod here and some pod there are not. */
  boolean parts(Group other) {
    return nodes.stream()
        .anyMatch(
            mine -> other.nodes.stream().anyMatch(its -> its.stream().noneMatch(mine::contains)));
  }
}
