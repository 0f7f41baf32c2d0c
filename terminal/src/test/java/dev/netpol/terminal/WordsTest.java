// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WordsTest {
  @Test
  void writes_numbers_alike_everywhere() {
    assertThat(Words.number(0)).isEqualTo("0");
    assertThat(Words.number(999)).isEqualTo("999");
    assertThat(Words.number(1_000)).isEqualTo("1,000");
    assertThat(Words.number(-123_456)).isEqualTo("-123,456");
    assertThat(Words.number(12_345_678)).isEqualTo("12,345,678");
  }

  @Test
  void counts_one_and_many() {
    assertThat(Words.count(1, "policy", "policies")).isEqualTo("1 policy");
    assertThat(Words.count(0, "flow")).isEqualTo("0 flows");
  }

  @Test
  void lists_choices() {
    assertThat(Words.or(List.of())).isEmpty();
    assertThat(Words.or(List.of("a"))).isEqualTo("a");
    assertThat(Words.or(List.of("a", "b", "c"))).isEqualTo("a, b or c");
  }

  @Test
  void guesses_what_was_meant_only_when_it_is_close() {
    List<String> names = List.of("report", "tcpconnect");

    assertThat(Words.meant("reprot", names)).isEqualTo(": did you mean report?");
    assertThat(Words.meant("xyz", names)).isEmpty();
  }
}
