// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.acceptance.ConsoleBlock.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleBlockTest {

  private static final String DOCUMENT =
      """
      Words.
      ```console
      $ printf 'one\\ntwo' >&2
      one
      two
      $ cat <<END
      > in
      > END
      in
      $ (exit 3)
      $ echo $?
      3
      ```
      <!-- not run: it would never end -->
      ```console
      $ sleep 1000
      ```
      ```sh
      x=1
      test $x = 1
      ```
      ```yaml
      a: b
      ```
      """;

  @TempDir Path folder;

  @Test
  void runs_commands_and_keeps_their_exit_code_for_the_next() {
    List<ConsoleBlock> blocks = ConsoleBlock.parse(DOCUMENT.lines().toList());

    assertThat(blocks).extracting(ConsoleBlock::line).containsExactly(2, 18);
    assertThat(blocks.get(0).run(folder))
        .containsExactly(
            new Outcome(List.of("one", "two"), 0),
            new Outcome(List.of("in"), 0),
            new Outcome(List.of(), 3),
            new Outcome(List.of("3"), 0));
    assertThat(blocks.get(0).steps()).extracting(ConsoleBlock.Step::first).contains(4, 9);
    assertThat(blocks.get(1).run(folder)).extracting(Outcome::code).containsExactly(0);
  }

  @Test
  void three_dots_stand_for_any_lines() {
    var step = new ConsoleBlock.Step(1, List.of("ls"), List.of("a", "...", "z"));

    assertThat(step.printed(List.of("a", "z"))).isTrue();
    assertThat(step.printed(List.of("a", "b", "z", "z"))).isTrue();
    assertThat(step.printed(List.of("a", "b"))).isFalse();
    assertThat(step.printed(List.of("z"))).isFalse();
  }
}
