// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.terminal.Command;
import dev.netpol.terminal.Option;
import dev.netpol.trace.TraceFormat;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class UsageTest {
  @Test
  void version_is_one_line() {
    assertThat(Run.of("--version")).isEqualTo(new Run(0, "advisor (not packaged)\n", ""));
  }

  @Test
  void help_names_the_commands_and_the_exit_codes() {
    Run run = Run.of("--help");

    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .startsWith("usage: advisor COMMAND [OPTION...]\n")
        .contains("\n  report ", "\n  tcpconnect ")
        .contains("0  nothing to report", "1  findings", "2  wrong usage or unusable input");
    assertThat(Run.of("-h")).isEqualTo(run);
    assertThat(Run.of("help")).isEqualTo(run);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void help_of_a_command_fits_a_terminal(String command) {
    Run run = Run.of(command, "--help");

    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("usage: advisor " + command + " ");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 88).noneMatch(this::isRagged);
    assertThat(Run.of("help", command)).isEqualTo(run);
    assertThat(Run.of(command, "--input", "x", "--dns", "?", "--help")).isEqualTo(run);
  }

  private boolean isRagged(String line) {
    return line.endsWith(" ");
  }

  static Stream<String> commands() {
    return Main.COMMANDS.stream().map(Command::name);
  }

  static Stream<Option> options() {
    return Main.COMMANDS.stream().flatMap(command -> command.options().stream()).distinct();
  }

  @ParameterizedTest
  @MethodSource("options")
  void every_option_is_one_sentence(Option option) {
    assertThat(option.sentence()).matches("[A-Z].*[.]").doesNotContain(". ");
  }

  @Test
  void without_a_command_all_of_them_are_named() {
    assertThat(Run.of().err())
        .startsWith("advisor: error [usage] name a command: ")
        .contains(commands().toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "reprot | there is no command \"reprot\": did you mean report?",
        "--verbose | there is no option \"--verbose\""
      })
  void wrong_commands_are_three_lines(String words, String message) {
    Run run = Run.of(words.isEmpty() ? new String[0] : words.split(" ", -1));

    assertThat(run)
        .isEqualTo(
            new Run(
                2,
                "",
                "advisor: error [usage] "
                    + message
                    + "\nusage: advisor COMMAND [OPTION...]\nhelp: advisor --help\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "report | [usage] name the trace to read: --input LOG...",
        "report a.log | [usage] nothing takes the word \"a.log\": options start with --",
        "report --inptu a | [unknown-option] there is no option \"--inptu\": did you mean --input?",
        "report --input a --dns maybe"
            + " | [option-value] --dns does not know \"maybe\": choose auto, observed or off",
        "report --input a --input-format pcap | [option-value] --input-format does not know \"pcap\":"
            + " choose FORMATS",
        "report --input a --policy-types auto,Egress"
            + " | [option-value] --policy-types auto goes with no other",
        "report --input a --exclude-cidr 10.0.0.0 | [option-value] --exclude-cidr does not know"
            + " \"10.0.0.0\": write a block such as 10.0.0.0/8 or fd00::/8",
        "report --input a --pod-cidr 10.0.0.0/33 | [option-value] --pod-cidr does not know"
            + " \"10.0.0.0/33\": write a block such as 10.0.0.0/8 or fd00::/8",
        "report --input - --snapshot - | [usage] stdin can be read once: - is given 2 times",
        "report --input a --format json --evidence comments"
            + " | [usage] --evidence comments needs YAML: JSON has no comments",
        "tcpconnect --input a --selector a&b | [option-value] --selector cannot read \"a&b\": write"
            + " it as kubectl -l does, for example app=web or 'env in (dev,qa)'"
      })
  void wrong_options_are_three_lines(String words, String message) {
    Run run = Run.of(words.split(" ", -1));

    List<String> lines = run.err().lines().toList();
    String name = "advisor " + words.replaceAll(" .*", "");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(lines).hasSize(3);
    assertThat(lines.get(0)).isEqualTo(name + ": error " + message.replace("FORMATS", formats()));
    assertThat(lines.get(1)).startsWith("usage: " + name + " --input LOG...");
    assertThat(lines.get(2)).isEqualTo("help: " + name + " --help");
  }

  private static String formats() {
    List<String> ids = Arrays.stream(TraceFormat.values()).map(TraceFormat::id).toList();
    int last = ids.size() - 1;
    return String.join(", ", ids.subList(0, last)) + " or " + ids.get(last);
  }

  @Test
  void stacktrace_shows_where_an_error_arose() {
    assertThat(Run.of("report", "--stacktrace").err())
        .contains("at dev.netpol.cli.")
        .contains("advisor report: error [usage]");
  }

  @Test
  void a_reader_that_has_seen_enough_is_no_error() {
    OutputStream closed =
        new OutputStream() {
          @Override
          public void write(int b) throws java.io.IOException {
            throw new java.io.IOException("Broken pipe");
          }
        };
    java.io.ByteArrayOutputStream err = new java.io.ByteArrayOutputStream();

    int code =
        Main.run(
            InputStream.nullInputStream(),
            new PrintStream(closed),
            new PrintStream(err),
            "report",
            "--help");

    assertThat(code).isZero();
    assertThat(err.size()).isZero();
  }
}
