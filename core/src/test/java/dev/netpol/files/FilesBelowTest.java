// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netpol.cluster.SnapshotReader;
import dev.netpol.cluster.UnusableSnapshotException;
import dev.netpol.policy.PolicyYaml;
import dev.netpol.trace.TraceException;
import dev.netpol.trace.TraceReader;
import dev.netpol.trace.TraceSource;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesBelowTest {
  @TempDir Path folder;

  @Test
  void are_sorted_and_have_one_of_the_suffixes_in_any_case() throws IOException {
    for (String name : List.of("b.yaml", "a/Policy.YAML", "a/x.yml", "c.txt", "yaml", ".h.yaml")) {
      file(name);
    }

    assertThat(below(".yaml", ".yml")).containsExactly("a/Policy.YAML", "a/x.yml", "b.yaml");
    assertThat(below()).containsExactly("a/Policy.YAML", "a/x.yml", "b.yaml", "c.txt", "yaml");
  }

  @Test
  void what_is_no_folder_is_meant_itself_whatever_its_name() throws IOException {
    assertThat(FilesBelow.of(file("notes.txt"), List.of(".yaml")))
        .containsExactly(folder.resolve("notes.txt"));
    assertThat(FilesBelow.of(folder.resolve("missing"))).hasSize(1);
  }

  @Test
  void links_are_followed_and_files_with_two_names_count_once() throws IOException {
    file("real/a.yaml");
    Files.createSymbolicLink(folder.resolve("linked"), folder.resolve("real"));
    Files.createSymbolicLink(folder.resolve("b.yaml"), folder.resolve("real/a.yaml"));
    Files.createSymbolicLink(folder.resolve("real/up"), folder);
    Files.createSymbolicLink(folder.resolve("dangling.yaml"), folder.resolve("nowhere"));

    assertThat(below()).containsExactly("b.yaml");
  }

  @Test
  void a_mounted_config_map_is_its_files() throws IOException {
    file("..2026_11_22/web.yaml");
    file("..2026_11_22/more/api.yaml");
    Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_11_22"));
    Files.createSymbolicLink(folder.resolve("web.yaml"), Path.of("..data/web.yaml"));
    Files.createSymbolicLink(folder.resolve("more"), Path.of("..data/more"));

    assertThat(below(".yaml")).containsExactly("more/api.yaml", "web.yaml");
  }

  @Test
  void a_folder_below_that_cannot_be_read_is_named_by_all_who_read_folders() throws IOException {
    file("a.yaml");
    try (TooDeep deep = TooDeep.in(folder)) {
      assertThat(deep).isNotNull();
      String below = folder.resolve("deep").toString();

      assertThatThrownBy(() -> FilesBelow.of(folder)).isInstanceOf(FileSystemException.class);
      assertThatThrownBy(() -> PolicyYaml.read(List.of(folder)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(below);
      assertThatThrownBy(() -> SnapshotReader.read(List.of(folder)))
          .isInstanceOfSatisfying(
              UnusableSnapshotException.class,
              e -> {
                assertThat(e.diagnostic().at().input()).startsWith(below);
                assertThat(e.diagnostic().message()).startsWith("cannot be read: ");
                assertThat(e.diagnostic().hint()).contains("instead of " + folder);
              });
      assertThatThrownBy(() -> TraceReader.of(TraceSource.of(folder)).inputs())
          .isInstanceOfSatisfying(
              TraceException.class,
              e -> {
                assertThat(e.diagnostics().get(0).at().input()).startsWith(below);
                assertThat(e.diagnostics().get(0).hint()).contains("instead of " + folder);
              });
    }
  }

  @Test
  void a_hidden_folder_that_cannot_be_read_is_not_missed() throws IOException {
    file("a.yaml");
    try (TooDeep deep = TooDeep.in(folder.resolve(".hidden"))) {
      assertThat(deep).isNotNull();
      assertThat(below()).containsExactly("a.yaml");
    }
  }

  @Test
  void what_was_not_allowed_is_said_in_words() {
    Unreadable given = Unreadable.of("/x", new AccessDeniedException("/x"));
    assertThat(given).isEqualTo(new Unreadable("/x", "permission denied", given.hint()));
    assertThat(given.hint()).isNotEmpty();
    assertThat(Unreadable.of("/x", new IOException("broken")))
        .isEqualTo(new Unreadable("/x", "broken", ""));
    assertThat(Unreadable.of("/x", new AccessDeniedException("/x/y")).where()).isEqualTo("/x/y");
  }

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "");
  }

  private List<String> below(String... suffixes) throws IOException {
    return FilesBelow.of(folder, List.of(suffixes)).stream()
        .map(file -> folder.relativize(file).toString())
        .toList();
  }
}
