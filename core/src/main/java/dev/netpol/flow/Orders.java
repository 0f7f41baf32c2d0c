// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import java.util.Comparator;
import java.util.Optional;

/** Orders that the JDK lacks. */
final class Orders {

  private Orders() {}

  /** Absent values first. */
  static <T extends Comparable<? super T>> Comparator<Optional<T>> optional() {
    return Orders::compare;
  }

  /** Absent values first. */
  static <T extends Comparable<? super T>> int compare(Optional<T> left, Optional<T> right) {
    if (left.isEmpty() || right.isEmpty()) {
      return Boolean.compare(left.isPresent(), right.isPresent());
    }
    return left.get().compareTo(right.get());
  }
}
