// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFilesTest {
  @TempDir Path folder;

  @Test
  void shows_no_file_before_all_are_written() throws IOException {
    try (NewFiles files = new NewFiles()) {
      files.add(folder.resolve("a.yaml"), "a".getBytes(UTF_8));
      files.add(folder.resolve("b.yaml"), "b".getBytes(UTF_8));
      assertThat(names()).isEmpty();

      files.commit();
    }
    assertThat(names()).containsExactly("a.yaml", "b.yaml");
    assertThat(folder.resolve("b.yaml")).hasContent("b");
  }

  @Test
  void leaves_the_old_file_whole_when_the_run_fails() throws IOException {
    Path old = Files.writeString(folder.resolve("a.yaml"), "old");

    assertThatThrownBy(
            () -> {
              try (NewFiles files = new NewFiles()) {
                files.add(old, "new".getBytes(UTF_8));
                files.add(folder.resolve("missing/b.yaml"), "b".getBytes(UTF_8));
                files.commit();
              }
            })
        .isInstanceOf(IOException.class);

    assertThat(old).hasContent("old");
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(old);
    }
  }

  @Test
  void moves_in_the_given_order_and_what_cannot_be_moved_stops_it() throws IOException {
    List<String> given = List.of("e", "b", "h", "a", "f", "d", "g", "c");
    assertThatThrownBy(
            () -> {
              try (NewFiles files = new NewFiles()) {
                for (String name : given) {
                  files.add(folder.resolve(name), "new".getBytes(UTF_8));
                }
                Files.createDirectories(folder.resolve("f/in the way"));
                files.commit();
              }
            })
        .isInstanceOf(IOException.class);

    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("e", "b", "h", "a", "f");
    }
  }

  @Test
  void replaces_what_a_link_points_to_and_keeps_its_permissions() throws IOException {
    Path real = Files.writeString(folder.resolve("real.yaml"), "old");
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
    Path link = Files.createSymbolicLink(folder.resolve("link.yaml"), real);

    try (NewFiles files = new NewFiles()) {
      files.add(link, "new".getBytes(UTF_8));
      files.commit();
    }

    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(real)))
        .isEqualTo("rw-r-----");
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("."))
          .sorted()
          .toList();
    }
  }
}
