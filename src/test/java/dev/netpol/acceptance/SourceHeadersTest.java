// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The formatter checks most Java files; it passes over package-info and everything else. */
class SourceHeadersTest {
  private static final Set<String> SOURCES = Set.of("java", "c", "h", "sh", "xml", "");
  private static final Set<String> WITHOUT = Set.of("LICENSE", "NOTICE");

  @Test
  void every_source_file_says_whose_it_is_and_under_which_licence() {
    assertThat(Repository.files())
        .filteredOn(SourceHeadersTest::isSource)
        .isNotEmpty()
        .allSatisfy(
            file ->
                assertThat(beginning(file))
                    .contains("SPDX-FileCopyrightText: The Network Policy Advisor authors\n")
                    .contains("SPDX-License-Identifier: " + licence(file) + "\n"));
  }

  /** The kernel lends its helpers only to programs under the GPL, too. */
  private static String licence(Path file) {
    boolean kernel =
        Repository.ROOT.relativize(file).toString().matches("bpf/.*\\.[ch]|.*\\.bpf\\.c");
    return kernel ? "(BSD-2-Clause OR GPL-2.0-only)" : "Apache-2.0";
  }

  private static boolean isSource(Path file) {
    String name = file.getFileName().toString();
    String extension = name.contains(".") ? name.substring(name.lastIndexOf('.') + 1) : "";
    boolean data = Repository.ROOT.relativize(file).startsWith("samples");
    return SOURCES.contains(extension) && !WITHOUT.contains(name) && !data;
  }

  private static String beginning(Path file) {
    try {
      String text =
          Files.readString(file, StandardCharsets.UTF_8).replace(" -->", "").replace(" */", "");
      return text.substring(0, Math.min(400, text.length()));
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}
