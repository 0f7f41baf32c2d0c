// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.Position;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The values are those of goyaml.v2's own tests (decode_test.go), or follow from its resolve.go.
 */
class GoScalarTest {

  private static final Position AT = Position.of("f", 1);

  @ParameterizedTest
  @ValueSource(
      strings = {"y", "Y", "yes", "YES", "on", "On", "true", "TRUE", "n", "No", "off", "False"})
  void reads_yaml_1_1_booleans(String text) {
    assertThat(GoScalar.resolve(AT, text)).isInstanceOf(Tree.Bool.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "~", "null", "Null", "NULL"})
  void reads_null(String text) {
    assertThat(GoScalar.resolve(AT, text)).isInstanceOf(Tree.Null.class);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 10",
    "+685_230, 685230",
    "-10, -10",
    "02472256, 685230",
    "0o14, 12",
    "0x_0A_74_AE, 685230",
    "0x1F, 31",
    "0b1010_0111_0100_1010_1110, 685230",
    "-0b101010, -42",
    "00, 0",
    "08, 8",
    "1e3, 1000",
    "80.0, 80",
    "5., 5",
    ".1, 0.1",
    "685.230_15e+03, 685230.15",
    "18446744073709551615, 18446744073709551615"
  })
  void reads_numbers(String text, String value) {
    Tree tree = GoScalar.resolve(AT, text);
    assertThat(tree).isInstanceOf(Tree.Numeric.class);
    assertThat(((Tree.Numeric) tree).value()).isEqualByComparingTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {".inf", "-.Inf", "+.INF", ".nan", ".NaN"})
  void knows_numbers_that_json_does_not_have(String text) {
    assertThat(GoScalar.resolve(AT, text)).isEqualTo(new Tree.Numeric(AT, text, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "12:30:45",
        "190:20:30.15",
        "2001-01-01",
        "2015-02-24T18:19:39Z",
        "=",
        "<<",
        "yEs",
        "tRue",
        "nULL",
        "0x",
        "0b2",
        "0o8",
        "1e400",
        "50cent_of_dollar",
        "-b_c",
        "+b_c",
        "1.2.3",
        "10.0.0.0/8",
        "._5",
        "-",
        "."
      })
  void leaves_the_rest_a_string(String text) {
    assertThat(GoScalar.resolve(AT, text)).isEqualTo(new Tree.Text(AT, text));
  }
}
