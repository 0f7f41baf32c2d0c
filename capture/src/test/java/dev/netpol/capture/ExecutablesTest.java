// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExecutablesTest {
  @TempDir Path proc;
  private Executables executables;

  @BeforeEach
  void has_a_process() throws Exception {
    runs("/bin/busybox");
    executables = new Executables(proc);
  }

  @Test
  void the_path_is_kept_when_the_process_is_gone() throws Exception {
    assertThat(executables.of(42, "sh")).isEqualTo("/bin/busybox");
    Files.delete(proc.resolve("42/exe"));
    assertThat(executables.of(42, "sh")).isEqualTo("/bin/busybox");
    assertThat(executables.of(43, "sh")).isEmpty();
    assertThat(executables.of(0, "")).isEmpty();
  }

  @Test
  void a_program_that_was_removed_has_its_name_still() throws Exception {
    runs("/tmp/job (deleted)");
    assertThat(executables.of(42, "job")).isEqualTo("/tmp/job");
  }

  @Test
  void another_name_may_be_another_program() throws Exception {
    assertThat(executables.of(42, "sh")).isEqualTo("/bin/busybox");
    runs("/usr/bin/curl");
    assertThat(executables.of(42, "curl")).isEqualTo("/usr/bin/curl");
  }

  @Test
  void what_was_started_is_what_it_was_started_as_whatever_its_threads_are_called() {
    executables.began(new Event.Exec(0, 0, 42, 1, "wget", "/bin/wget"));
    assertThat(executables.of(42, "worker-1")).isEqualTo("/bin/wget");
    assertThat(executables.ended(new Event.Exit(0, 0, 42, 1, "wget", 0))).isEqualTo("/bin/wget");
    assertThat(executables.of(42, "wget")).as("a late answer").isEqualTo("/bin/wget");
    assertThat(executables.of(42, "sh")).as("the number again").isEqualTo("/bin/busybox");
  }

  @Test
  void a_relative_path_is_looked_up() {
    assertThat(executables.began(new Event.Exec(0, 0, 42, 1, "run", "./run")))
        .isEqualTo("/bin/busybox");
    assertThat(executables.began(new Event.Exec(0, 0, 44, 1, "run", "./run"))).isEmpty();
  }

  private void runs(String path) throws Exception {
    Path link = Files.createDirectories(proc.resolve("42")).resolve("exe");
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, Path.of(path));
  }
}
