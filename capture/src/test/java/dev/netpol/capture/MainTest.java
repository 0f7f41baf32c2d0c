// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.terminal.Shell;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with the words is said before the kernel is asked for anything. */
class MainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "monitor --max-size 10MB | new files need a name: --output FILE",
        "monitor --output x --max-files 3 | when is a file full? --max-size SIZE",
        "monitor --output x --max-size ten | --max-size does not know \"ten\"",
        "monitor --output x --max-size 0MB | --max-size does not know \"0MB\"",
        "monitor --output x --max-size 1MB --max-files 0 | --max-files does not know \"0\"",
        "monitor --duration 10 | --duration does not know \"10\"",
        "monitor --duration 0s | --duration does not know \"0s\"",
        "monitor --selector app=web | labels are in the snapshot",
        "monitor --ports 70000 | --ports does not know \"70000\"",
        "monitor --ports 9-8 | --ports does not know \"9-8\"",
        "monitor --cidr 10.0.0.0/40 | --cidr does not know \"10.0.0.0/40\"",
        "monitor --protocols sctp | --protocols does not know \"sctp\": choose tcp or udp",
        "monitor --mode fast | --mode does not know \"fast\": choose events or aggregate",
        "tcpconnect --exec-events | the table has connects only: add --output compact",
        "tcpconnect --output compact --wide | --wide is for the table",
        "tcpconnect --output x | --output does not know \"x\": choose table or compact",
        "moniter | did you mean monitor?",
      })
  void wrong_usage_is_exit_code_2_and_says_what_would_be_right(String words, String said) {
    assertThat(run(words.split(" ", -1))).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains(said).contains("help: capture");
    assertThat(out.size()).isZero();
  }

  @Test
  void what_is_no_file_is_never_full() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();

    assertThat(run("monitor", "--output", pipe.toString(), "--max-size", "10MB")).isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .contains("--max-size is for files, and " + pipe + " is none: leave it out")
        .contains("help: capture");
    assertThat(folder).isDirectoryContaining(file -> file.equals(pipe));
  }

  @Test
  void a_machine_that_cannot_be_watched_is_exit_code_2_with_a_hint() throws Exception {
    Path file = folder.resolve("trace.log");
    assertThat(run("monitor", "--host-root", folder.toString(), "--output", file.toString()))
        .isEqualTo(2);
    assertThat(err.toString(UTF_8))
        .contains("this machine: error [kernel] the kernel does not describe itself")
        .contains("hint: capture doctor");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @ParameterizedTest
  @CsvSource({"monitor", "tcpconnect", "doctor"})
  void every_command_has_help(String command) {
    assertThat(run(command, "--help")).isZero();
    assertThat(out.toString(UTF_8)).startsWith("usage: capture " + command).contains("Exit codes:");
  }

  private int run(String... words) {
    return Main.run(
        new Shell(
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            false),
        new Ending(),
        words);
  }
}
