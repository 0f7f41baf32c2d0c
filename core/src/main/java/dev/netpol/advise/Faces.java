// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.model.LabelSelector;
import dev.netpol.model.Labels;
import dev.netpol.model.Workload;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A workload as a selector sees it.
 *
 * @param own the selector of its controller, if it has one
 * @param labels the distinct label sets of its template and its live pods, only those labels that a
 *     selector may use
 */
record Faces(Workload workload, Optional<LabelSelector> own, Set<Labels> labels) {

  static Faces of(Workload workload, Optional<LabelSelector> own, Collection<Labels> labels) {
    return new Faces(
        workload,
        own.map(Faces::lasting),
        labels.stream().map(LabelKeys::lasting).collect(Collectors.toUnmodifiableSet()));
  }

  private static LabelSelector lasting(LabelSelector selector) {
    return new LabelSelector(
        LabelKeys.lasting(selector.matchLabels()),
        selector.matchExpressions().stream()
            .filter(requirement -> !LabelKeys.isVolatile(requirement.key()))
            .toList());
  }
}
