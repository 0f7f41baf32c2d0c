// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class AddressTextTest {

  private final AddressText reader = new AddressText();

  @Property(tries = 3000)
  void reads_what_the_model_reads(@ForAll("texts") String text) {
    byte[] bytes = ("x" + text + "9.9").getBytes(StandardCharsets.UTF_8);
    int length = text.getBytes(StandardCharsets.UTF_8).length;

    boolean found = reader.parse(bytes, 1, length);

    Optional<IpAddress> expected = IpAddress.tryParse(text);
    assertThat(found).isEqualTo(expected.isPresent());
    expected.ifPresent(
        address -> assertThat(new IpAddress(reader.high, reader.low)).isEqualTo(address));
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> v4 =
        Arbitraries.integers()
            .between(0, 300)
            .map(String::valueOf)
            .list()
            .ofMinSize(3)
            .ofMaxSize(5)
            .map(octets -> String.join(".", octets));
    Arbitrary<String> v6 =
        Arbitraries.of("", "0", "1", "ffff", "FFFF", "abcd", "00012", "12345", "1.2.3.4")
            .list()
            .ofMinSize(2)
            .ofMaxSize(9)
            .map(groups -> String.join(":", groups));
    Arbitrary<String> noise =
        Arbitraries.strings().withChars("0123456789.:af%x\u00e9").ofMaxLength(20);
    return Arbitraries.oneOf(v4, v6, noise);
  }
}
