// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.Cidr;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CidrTextTest {

  @ParameterizedTest
  @CsvSource({
    "010.0.0.0/8, 10.0.0.0/8",
    "10.000.00.0/08, 10.0.0.0/8",
    "0010.020.0300.000/32, 10.20.300.0/32",
    "000.0.0.00/0, 0.0.0.0/0",
    "10.0.0.0/0008, 10.0.0.0/8",
    "::ffff:010.1.2.3/128, ::ffff:10.1.2.3/128",
    "64:ff9b::0192.000.2.01/128, 64:ff9b::192.0.2.1/128"
  })
  void leading_zeros_are_decimal_and_complained_about(String written, String plain) {
    Optional<Cidr> cidr = Cidr.tryParse(plain);

    assertThat(CidrText.parse(written).map(CidrText::cidr)).isEqualTo(cidr);
    assertThat(CidrText.parse(written).flatMap(CidrText::complaint))
        .isEqualTo(cidr.map(it -> "it has leading zeros"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/8", "0.0.0.0/0", "fd00::/8", "::0010:0/112", "::10.1.2.3/128"})
  void without_them_there_is_nothing_to_complain_about(String written) {
    assertThat(CidrText.parse(written).map(CidrText::cidr)).isEqualTo(Cidr.tryParse(written));
    assertThat(CidrText.parse(written).flatMap(CidrText::complaint)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0a.0.0.0/8", "10..0.0/8", ".10.0.0.0/8", "10.0.0.0./8", "00:10.1.2.3/8", "0.0/8"})
  void anything_else_is_none(String written) {
    assertThat(CidrText.parse(written)).isEmpty();
  }

  @Test
  void a_million_zeros_are_read_in_one_pass() {
    String zeros = "0".repeat(1_000_000);

    assertThat(CidrText.parse(zeros + "a.0/8")).isEmpty();
    assertThat(CidrText.parse(zeros + ":1.0/8")).isEmpty();
    assertThat(CidrText.parse("10.0.0." + zeros + "/8").map(CidrText::cidr))
        .contains(Cidr.parse("10.0.0.0/8"));
  }
}
