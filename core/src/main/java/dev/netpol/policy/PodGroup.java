// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

/**
 * Pods of one namespace with equal labels: to selectors they are one. There is one group for each
 * in a {@link PolicySet}, so that it is equal to none but itself.
 */
final class PodGroup {

  private final Namespace namespace;
  private final Selectors.Remembering labels;
  private final Isolation.Subject isolation;

  PodGroup(Namespace namespace, Selectors.Remembering labels, Isolation.Subject isolation) {
    this.namespace = namespace;
    this.labels = labels;
    this.isolation = isolation;
  }

  Namespace namespace() {
    return namespace;
  }

  Selectors.Remembering labels() {
    return labels;
  }

  /** The policies that isolate them. */
  Isolation.Subject isolation() {
    return isolation;
  }
}
