// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of records that cannot be taken as they stand. */
class DoubtfulRecordsTest {
  private static final String GOOD = Traces.connect(7, "wget", "10.0.0.1", "10.0.0.2", 80);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"yesterday", "2300-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "1795176001"})
  void a_time_that_cannot_be_read_is_told_and_the_connection_kept(String time) throws IOException {
    String bad = GOOD.replace("2026-11-20T12:00:01.203114Z", time);

    Run run = report(GOOD, bad, bad.replace("\"dport\":80", "\"dport\": 81"));

    assertThat(run.err())
        .contains(
            "a.log:5: warning [unreadable-time] 2 connections have a time that cannot be read, the"
                + " first here: ")
        .contains(": 3 connections (networktrace)");
    assertThat(run.out()).contains("port: 81");
  }

  @Test
  void a_record_without_a_time_is_not_one_that_cannot_be_read() throws IOException {
    String none = GOOD.replace("\"time\":\"2026-11-20T12:00:01.203114Z\",", "");

    assertThat(report(GOOD, none).err()).doesNotContain("unreadable-time");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"dport\":80 | \"dport\":65536 | dport",
        "\"dport\":80 | \"dport\":80.5 | dport",
        "\"dport\":80 | \"port\":80 | dport",
        "\"saddr\":\"10.0.0.1\" | \"saddr\":\"10.0.0.1%eth0\" | saddr",
        "\"outcome\":\"established\" | \"outcome\":\"ESTABLISHED\" | outcome",
        "\"sport\":51514 | \"sport\":\"x\" | sport",
        "\"proto\":\"TCP\",\"saddr\":\"10.0.0.1\" | \"saddr\":\"x\" | proto, saddr",
      })
  void a_malformed_record_is_told_with_its_key(String good, String bad, String key)
      throws IOException {
    String line = GOOD.replace(good, bad);

    assertThat(line).isNotEqualTo(GOOD);
    assertThat(report(GOOD, line, "{" + line.substring(1).replace(",", ", ")).err())
        .contains(
            "  malformed records: 2, the first at ",
            "a.log:5 (" + key + "): \"{\"type\":\"connect\"");
  }

  @Test
  void every_reason_to_skip_records_is_listed() throws IOException {
    String deep = GOOD.replace("}", ",\"x\":" + "[".repeat(300) + "]".repeat(300) + "}");
    Run run =
        report(
            GOOD,
            "",
            "not json",
            GOOD.substring(0, 50),
            GOOD.replace("\"dport\":80", "\"dport\":0"),
            GOOD.replace("\"connect\"", "\"disconnect\""),
            GOOD.replace("TCP", "ICMP"),
            deep);

    assertThat(run.err())
        .contains(
            "  blank lines: 1",
            "  torn records: 1",
            "  lines that are not JSON: 1",
            "  records above the nesting limit: 1",
            "  records of an unknown type: 1",
            "  malformed records: 1",
            "  records of protocols that policies cannot name: 1")
        .doesNotContain(" more\n");
  }

  private Run report(String... connections) throws IOException {
    List<String> lines = new ArrayList<>(List.of(Traces.HEADER, Traces.WEB, Traces.DB));
    lines.addAll(List.of(connections));
    lines.add(Traces.END);
    Path trace = Traces.write(folder.resolve("a.log"), lines.toArray(String[]::new));
    return Run.of("report", "--input", trace.toString());
  }
}
