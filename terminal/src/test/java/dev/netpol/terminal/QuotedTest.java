// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotedTest {
  @Test
  void leaves_plain_text_alone() {
    assertThat(Quoted.plain("/usr/bin/curl -s http://1.1.1.1"))
        .isEqualTo("/usr/bin/curl -s http://1.1.1.1");
    assertThat(Quoted.plain("Zürich 東京 ❤ नमस्ते")).isEqualTo("Zürich 東京 ❤ नमस्ते");
  }

  @ParameterizedTest
  @CsvSource({
    "1b, \\x1b", // starts an escape sequence
    "9b, \\x9b", // the same in one character
    "7, \\x07", // bell
    "8, \\x08", // backspace: overwrites what stands before
    "7f, \\x7f",
    "a, \\n", // a second line of the summary
    "d, \\r",
    "9, \\t",
    "5c, \\\\",
    "202e, \\u{202e}", // right-to-left override: gpj.exe
    "2066, \\u{2066}",
    "200b, \\u{200b}", // zero width: two names that look alike
    "feff, \\u{feff}",
    "2028, \\u{2028}",
    "a0, \\xa0",
    "3164, \\u{3164}",
    "e0041, \\u{e0041}", // tag characters hide text in an emoji
    "d800, \\u{d800}" // half a character
  })
  void escapes_what_a_terminal_would_obey_or_hide(String codePoint, String shown) {
    String text = "a" + Character.toString(Integer.parseInt(codePoint, 16)) + "b";

    assertThat(Quoted.plain(text)).isEqualTo("a" + shown + "b");
  }

  @Test
  void does_not_let_marks_climb_over_the_line_above() {
    assertThat(Quoted.plain("e" + "\u0301".repeat(5)))
        .isEqualTo("e\u0301\u0301\u0301\\u{301}\\u{301}");
  }

  @Test
  void cuts_what_is_very_long() {
    assertThat(Quoted.of("x".repeat(1_000_000)))
        .hasSize(Quoted.LIMIT + 5)
        .startsWith("\"xxx")
        .endsWith("x...\"");
  }

  @Property
  void never_lets_a_control_character_through(@ForAll String text) {
    assertThat(Quoted.plain(text).codePoints())
        .noneMatch(Character::isISOControl)
        .noneMatch(c -> Character.getType(c) == Character.FORMAT)
        .noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  @Property
  void shows_different_texts_differently(@ForAll String one, @ForAll String other) {
    assertThat(Quoted.plain(one, 10_000).equals(Quoted.plain(other, 10_000)))
        .isEqualTo(one.equals(other));
  }
}
