// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netpol.policy.Modes;
import dev.netpol.terminal.Arguments;
import dev.netpol.terminal.Command;
import dev.netpol.terminal.Shell;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModeOptionTest {

  @Test
  void changes_what_is_named_and_nothing_else() {
    assertThat(modes("--mode", "ipBlock=external-only,hostNetwork=pod"))
        .hasToString(
            Modes.DEFAULT
                .toString()
                .replace("match-pods", "external-only")
                .replace("hostNetwork=node", "hostNetwork=pod"));
    assertThat(modes("--mode", "selfViaService=denied", "--mode", "finishedPods=kept"))
        .hasToString(
            Modes.DEFAULT.toString().replace("undefined", "denied").replace("released", "kept"));
    assertThat(modes()).isEqualTo(Modes.DEFAULT);
  }

  @Test
  void says_what_it_knows() {
    assertThatThrownBy(() -> modes("--mode", "ipBlock=none"))
        .hasMessage(
            "--mode does not know \"ipBlock=none\":"
                + " should be match-pods or external-only: was none");
    assertThatThrownBy(() -> modes("--mode", "dns=off"))
        .hasMessageStartingWith(
            "--mode does not know \"dns=off\": a mode should be one of ipBlock,");
    assertThatThrownBy(() -> modes("--mode", "ipBlock"))
        .hasMessage("--mode does not know \"ipBlock\": write NAME=VALUE,...");
  }

  @Test
  void a_mode_has_one_value() {
    assertThatThrownBy(() -> modes("--mode", "ipBlock=match-pods,ipBlock=external-only"))
        .hasMessage("--mode has both \"ipBlock=match-pods\" and \"ipBlock=external-only\"");
    assertThat(modes("--mode", "ownNode=from", "--mode", "ownNode=from")).isEqualTo(Modes.DEFAULT);
  }

  private static Modes modes(String... words) {
    return ModeOption.of(Arguments.parse(new Judging(), List.of(words)));
  }

  private static final class Judging implements Command {
    @Override
    public String name() {
      return "judge";
    }

    @Override
    public String job() {
      return "Judge.";
    }

    @Override
    public String synopsis() {
      return "[OPTION...]";
    }

    @Override
    public List<Section> sections() {
      return List.of(new Section("All", List.of(ModeOption.MODE)));
    }

    @Override
    public List<String> exitCodes() {
      return List.of();
    }

    @Override
    public int run(Arguments arguments, Shell shell) throws IOException {
      return 0;
    }
  }
}
