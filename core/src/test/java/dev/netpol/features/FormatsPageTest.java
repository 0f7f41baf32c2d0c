// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.trace.TraceFormat;
import dev.netpol.trace.TraceLimit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/formats.md} says of each format what the report says of it. */
class FormatsPageTest {

  private static String section(TraceFormat format) throws IOException {
    String page = Files.readString(Path.of("../docs/formats.md"));
    for (String section : page.split("\n## ", -1)) {
      if (section.startsWith(format.title() + "\n")) {
        return section;
      }
    }
    return "";
  }

  @ParameterizedTest
  @EnumSource
  void a_format_has_a_section_with_what_it_lacks(TraceFormat format) throws IOException {
    String section = section(format);

    assertThat(section).contains("\n`" + format.id() + "`. ");
    List<String> said =
        Pattern.compile("^- [A-Z].*$", Pattern.MULTILINE)
            .matcher(section)
            .results()
            .map(line -> line.group())
            .toList();
    assertThat(said)
        .containsExactlyElementsOf(format.limits().stream().map(FormatsPageTest::line).toList());
  }

  private static String line(TraceLimit limit) {
    String lacks = limit.lacks();
    return "- "
        + lacks.substring(0, 1).toUpperCase(Locale.ROOT)
        + lacks.substring(1)
        + ": "
        + limit.means()
        + ".";
  }

  @Test
  void a_section_is_of_a_format() throws IOException {
    String page = Files.readString(Path.of("../docs/formats.md"));
    List<String> titles =
        Pattern.compile("^## (.*)$", Pattern.MULTILINE)
            .matcher(page)
            .results()
            .map(line -> line.group(1))
            .toList();

    assertThat(titles)
        .containsExactlyInAnyOrderElementsOf(
            java.util.Arrays.stream(TraceFormat.values()).map(TraceFormat::title).toList());
  }
}
