// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
  private static final Option INPUT = Option.files("--input", "LOG", "What to read.");
  private static final Option DNS = Option.choice("--dns", "Assume?", "auto", "observed", "off");
  private static final Option NAMESPACES = Option.list("--namespaces", "NAMES", "Only these.");
  private static final Option STRICT = Option.flag("--strict", "All of it.");

  private static final Option FOLDERS = Option.words("FOLDER...", "Two of them.");

  @Test
  void reads_values_in_both_spellings() {
    assertThat(parse("--dns", "off").value(DNS)).contains("off");
    assertThat(parse("--dns=OFF").value(DNS)).contains("off");
    assertThat(parse().value(DNS)).contains("auto");
  }

  @Test
  void takes_the_files_that_a_shell_expands() {
    Arguments arguments = parse("--input", "a,b.log", "c=d.log", "--strict", "--input", "-");

    assertThat(arguments.values(INPUT)).containsExactly("a,b.log", "c=d.log", "-");
    assertThat(arguments.has(STRICT)).isTrue();
    assertThat(arguments.has(NAMESPACES)).isFalse();
  }

  @Test
  void takes_words_that_belong_to_no_option() {
    Arguments arguments = parse("old", "--strict", "new", "--input", "a.log");

    assertThat(arguments.values(FOLDERS)).containsExactly("old", "new");
    assertThat(arguments.values(INPUT)).containsExactly("a.log");
    assertThat(parse().has(FOLDERS)).isFalse();
  }

  @Test
  void splits_lists_at_commas() {
    assertThat(parse("--namespaces", "a, b", "--namespaces=c").values(NAMESPACES))
        .containsExactly("a", "b", "c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--inptu x | there is no option \"--inptu\": did you mean --input?",
        "--input x --inptu | there is no option \"--inptu\": did you mean --input?",
        "--zzzzzzzz | there is no option \"--zzzzzzzz\"",
        "--input | --input needs a value: --input LOG...",
        "--input --strict | --input needs a value: --input LOG...",
        "--dns maybe | --dns does not know \"maybe\": choose auto, observed or off",
        "--dns=off --dns=off | --dns is given twice",
        "--namespaces=a,,b | --namespaces has an empty value: --namespaces NAMES",
        "--strict=yes | option '--strict' should be specified without 'yes' parameter"
      })
  void says_what_is_wrong(String words, String message) {
    assertThatThrownBy(() -> parse(words.split(" ", -1)))
        .isInstanceOf(UsageException.class)
        .hasMessage(message);
  }

  private static Arguments parse(String... words) {
    return Arguments.parse(new Sample(), List.of(words));
  }

  private static final class Sample implements Command {
    @Override
    public String name() {
      return "sample";
    }

    @Override
    public String job() {
      return "Shows how options are read.";
    }

    @Override
    public String synopsis() {
      return "--input LOG...";
    }

    @Override
    public List<Section> sections() {
      return List.of(new Section("Options", List.of(INPUT, DNS, NAMESPACES, STRICT, FOLDERS)));
    }

    @Override
    public List<String> exitCodes() {
      return List.of();
    }

    @Override
    public int run(Arguments arguments, Shell shell) {
      return 0;
    }
  }
}
