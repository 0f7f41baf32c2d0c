// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is large is loaded by who needs it, and by nobody else: starting is most of a short run. */
@Tag("any-jdk")
class LoadedClassesTest {

  @Test
  void only_a_page_needs_templates_and_the_layout_of_its_map() {
    assertThat(loaded("yaml")).isEmpty();
    assertThat(loaded("html"))
        .anyMatch(it -> it.contains("gg.jte"))
        .anyMatch(it -> it.contains("org.eclipse"));
  }

  private static List<String> loaded(String format) {
    return Program.of(
            Repository.JAVA.toString(),
            "-Xlog:class+load:stderr",
            "-jar",
            Repository.ADVISOR_JAR.toString(),
            "report",
            "--input",
            "docs/shop.log",
            "--format",
            format)
        .run()
        .orFail()
        .err()
        .lines()
        .filter(it -> it.contains(" gg.jte.") || it.contains(" org.eclipse."))
        .toList();
  }
}
