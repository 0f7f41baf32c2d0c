// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import static dev.netpol.cli.Traces.connect;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TcpconnectTest {
  private static final String TITLES =
      "PID    COMM         IP SADDR            DADDR            DPORT\n";

  @TempDir Path folder;

  @Test
  void prints_what_bcc_prints_column_for_column() throws IOException {
    List<String> table = bccExample();
    List<String> lines = new ArrayList<>(List.of(Traces.HEADER));
    for (String row : table.subList(1, table.size())) {
      String[] cells = row.split(" +");
      int port = Integer.parseInt(cells[5]);
      lines.add(connect(Integer.parseInt(cells[0]), cells[1], cells[3], cells[4], port));
    }
    Path log = Traces.write(folder.resolve("a.log"), lines.toArray(String[]::new));

    assertThat(Run.of("tcpconnect", "--input", log.toString()))
        .isEqualTo(new Run(0, String.join("\n", table) + "\n", ""));
  }

  /** The first table of BCC's own examples. */
  private static List<String> bccExample() throws IOException {
    Path data = Path.of(System.getProperty("netpol.shared", "../../shared"), "data");
    Path example = data.resolve("trace-samples/bcc/tcpconnect_example.txt");
    if (System.getenv("CI") != null) {
      assertThat(example).as("CI has the shared data").exists();
    }
    assumeTrue(Files.exists(example), example + " is not here");
    List<String> lines = Files.readAllLines(example);
    int start = lines.indexOf("# ./tcpconnect") + 1;
    List<String> table = lines.subList(start, start + lines.subList(start, 99).indexOf(""));
    assertThat(table).hasSizeGreaterThan(4);
    return table;
  }

  @Test
  void cuts_long_names_and_lets_long_addresses_push_the_row() throws IOException {
    Path log =
        Traces.write(
            folder.resolve("a.log"),
            connect(1234567, "amazon-ssm-agent", "fe80::2000:bff:fe82:3ac", "fe80::1", 22));

    assertThat(Run.of("tcpconnect", "--input", log.toString()).out())
        .isEqualTo(
            TITLES + "1234567 amazon-ssm-a 6  fe80::2000:bff:fe82:3ac fe80::1          22\n");
  }

  @Test
  void wide_shows_when_who_and_how_it_ended() throws IOException {
    Path log =
        Traces.write(folder.resolve("a.log"), connect(7, "wget", "10.0.0.1", "10.0.0.2", 80));

    assertThat(Run.of("tcpconnect", "--wide", "--input", log.toString()))
        .isEqualTo(
            new Run(
                0,
                """
                TIME                        NAMESPACE        POD                              PID    COMM         IP SADDR            SPORT  DADDR            DPORT  OUTCOME
                2026-11-20T12:00:01.203114Z shop             web                              7      wget         4  10.0.0.1         51514  10.0.0.2         80     established
                """,
                ""));
  }

  @Test
  void counts_what_is_not_in_the_table() throws IOException {
    String connect = connect(7, "dig", "10.0.0.1", "10.0.0.2", 53);
    Path log =
        Traces.write(
            folder.resolve("a.log"),
            connect.replace("TCP", "UDP"),
            connect.replace("\"connect\"", "\"accept\""),
            connect,
            connect.replace("shop", "bank"),
            "{torn");

    Run run = Run.of("tcpconnect", "--namespaces", "shop", "--input", log.toString());

    assertThat(run.out().lines()).hasSize(2);
    assertThat(run.err())
        .isEqualTo(
            "not shown: 1 accept, 1 connect that is not TCP, 1 connect left out by a filter,"
                + " 1 record that is no connection\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void a_process_cannot_write_to_the_terminal() throws IOException {
    Path log =
        Traces.write(
            folder.resolve("a.log"),
            connect(7, "\\u001b[2J\\u0007\\nroot", "10.0.0.1", "10.0.0.2", 80),
            connect(7, "\\u202egpj.exe", "10.0.0.1", "10.0.0.2", 80),
            connect(7, "=cmd|' /C", "10.0.0.1", "10.0.0.2", 80));

    Run run = Run.of("tcpconnect", "--input", log.toString());

    assertThat(run.out().lines().skip(1))
        .containsExactly(
            "7      \\x1b[2J\\x07\\nroot 4  10.0.0.1         10.0.0.2         80",
            "7      \\u{202e}gpj.exe 4  10.0.0.1         10.0.0.2         80",
            "7      =cmd|' /C    4  10.0.0.1         10.0.0.2         80");
  }

  @Test
  void selects_pods_by_labels_that_stand_later_in_the_trace() throws IOException {
    String other =
        connect(8, "psql", "10.0.0.2", "10.0.0.1", 80)
            .replace("\"pod\":\"web\",\"podUid\":\"u1\"", "\"pod\":\"db\",\"podUid\":\"u2\"");
    Path log =
        Traces.write(
            folder.resolve("a.log"),
            connect(7, "wget", "10.0.0.1", "10.0.0.2", 80),
            other,
            Traces.WEB,
            Traces.DB);

    assertThat(rows("--selector", "app=web", "--input", log.toString())).containsExactly("wget");
    assertThat(rows("--selector", "app!=web", "--input", log.toString())).containsExactly("psql");
    assertThat(rows("--podname", "db", "--input", log.toString())).containsExactly("psql");
    assertThat(rows("--podname", "d", "--input", log.toString())).isEmpty();
  }

  private static List<String> rows(String... words) {
    List<String> all = new ArrayList<>(List.of("tcpconnect"));
    Collections.addAll(all, words);
    return Run.of(all.toArray(String[]::new))
        .out()
        .lines()
        .skip(1)
        .map(row -> row.split(" +")[1])
        .toList();
  }

  @Test
  void reads_standard_input() {
    assertThat(Run.with(connect(7, "a", "10.0.0.1", "10.0.0.2", 80), "tcpconnect", "--input", "-"))
        .isEqualTo(
            new Run(
                0, TITLES + "7      a            4  10.0.0.1         10.0.0.2         80\n", ""));
  }

  @Test
  void ends_quietly_when_nobody_reads_on() throws IOException {
    String[] lines = new String[20_000];
    java.util.Arrays.fill(lines, connect(7, "wget", "10.0.0.1", "10.0.0.2", 80));
    Path log = Traces.write(folder.resolve("a.log"), lines);
    long[] written = {0};
    OutputStream head =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            if (++written[0] > 100) {
              throw new IOException("Broken pipe");
            }
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int code =
        Main.run(
            InputStream.nullInputStream(),
            new PrintStream(head),
            new PrintStream(err),
            "tcpconnect",
            "--input",
            log.toString());

    assertThat(err.toString(java.nio.charset.StandardCharsets.UTF_8)).isEmpty();
    assertThat(code).isZero();
    assertThat(written[0]).isLessThan(1_000);
  }
}
