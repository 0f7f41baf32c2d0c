// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import java.util.List;

/**
 * Turns a list of numbers into decisions. When the numbers are used up every choice is the first
 * one, so that a shorter list of smaller numbers makes a smaller scenario: this is what lets a
 * failure shrink.
 */
final class Choices {

  private final List<Integer> numbers;
  private int next;

  Choices(List<Integer> numbers) {
    this.numbers = numbers;
  }

  /** 0 to {@code bound - 1}. */
  int below(int bound) {
    return next < numbers.size() ? Math.floorMod(numbers.get(next++), bound) : 0;
  }

  /** {@code low} to {@code high}, both included. */
  int between(int low, int high) {
    return low + below(high - low + 1);
  }

  /** True once in so many times. */
  boolean oneIn(int times) {
    return below(times) == times - 1;
  }

  <T> T of(List<T> options) {
    return options.get(below(options.size()));
  }
}
