// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FileNameTest {
  @Test
  void names_the_namespace_and_the_policy() {
    assertThat(FileName.of("demo", "cartservice-network", "yaml"))
        .isEqualTo("demo.cartservice-network.yaml");
  }

  @Test
  void does_not_leave_the_folder() {
    assertThat(FileName.of("../../etc", "/passwd", "yaml"))
        .isEqualTo("%2e%2e%2f%2e%2e%2fetc.%2fpasswd.yaml");
    assertThat(FileName.of("", "..", "yaml")).isEqualTo("%.%2e..yaml");
  }

  @Test
  void keeps_a_name_with_dots_apart_from_a_namespace_with_dots() {
    assertThat(FileName.of("a.b", "c", "yaml")).isNotEqualTo(FileName.of("a", "b.c", "yaml"));
  }

  @Test
  void stays_below_what_a_file_system_takes() {
    String name = FileName.of("n".repeat(300), "p".repeat(300), "yaml");

    assertThat(name.length()).isLessThan(240);
    assertThat(name).isNotEqualTo(FileName.of("n".repeat(300), "p".repeat(301), "yaml"));
  }

  @Property
  void is_one_visible_file_in_the_folder_for_every_policy(
      @ForAll String namespace, @ForAll String policy) {
    String name = FileName.of(namespace, policy, "yaml");

    assertThat(name).matches("[a-z0-9%~-][a-z0-9%~.-]*").isEqualTo(name.toLowerCase(Locale.ROOT));
    assertThat(Path.of("out").resolve(name).normalize().getParent()).isEqualTo(Path.of("out"));
  }
}
