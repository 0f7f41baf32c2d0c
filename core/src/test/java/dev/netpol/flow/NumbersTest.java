// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.netpol.model.Endpoint;
import dev.netpol.model.Protocol;
import dev.netpol.model.Workload;
import org.junit.jupiter.api.Test;

class NumbersTest {

  private static Endpoint end(int number) {
    return new Workload("shop", "Pod", "p" + number);
  }

  /** Wrong flows would be worse than none. */
  @Test
  void more_ends_than_fit_are_refused() {
    Numbers numbers = new Numbers(2);
    long pair = numbers.of(end(0), end(1), Protocol.TCP, 80);

    assertThatIllegalStateException()
        .isThrownBy(() -> numbers.of(end(0), end(2), Protocol.TCP, 80))
        .withMessageContaining("more than 2 ends");
    assertThat(numbers.of(end(0), end(1), Protocol.TCP, 80)).isEqualTo(pair);
  }
}
