// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.suite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.Diagnostic;
import dev.netpol.policy.Modes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTestsTest {

  private static final String WHOLE =
      """
      name: only the web tier reaches the database
      cluster: cluster.yaml
      policies: [policy1.yaml, policies/]
      mode: {ipBlock: external-only}
      expect:
      - {from: dev/client, to: "dev/web:80", allow: true}
      - {from: 10.169.25.20, to: "dev/web:http/UDP", allow: no, because: "others stay out"}
      exactly:
        among: [dev, qa/Deployment/web]
        connections: ["dev/client -> dev/web:80", "dev/web -> dev/db:*"]
      """;

  private static ReadTests read(String text) throws IOException {
    return PolicyTests.read(
        new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
        "a.test.yaml",
        Path.of("folder"),
        Modes.DEFAULT);
  }

  @Test
  void reads_every_field_with_its_place() throws IOException {
    ReadTests read = read(WHOLE);

    assertThat(read.diagnostics()).isEmpty();
    PolicyTest test = read.tests().get(0);
    assertThat(test.name()).isEqualTo("only the web tier reaches the database");
    assertThat(test.cluster()).containsExactly(Path.of("folder/cluster.yaml"));
    assertThat(test.policies())
        .contains(List.of(Path.of("folder/policy1.yaml"), Path.of("folder/policies")));
    assertThat(test.modes().ipBlock()).isEqualTo(Modes.IpBlocks.EXTERNAL_ONLY);
    assertThat(test.expectations())
        .extracting(it -> it.at() + " " + it.question() + " " + it.wanted() + " " + it.because())
        .containsExactly(
            "a.test.yaml:6:3 dev/client -> dev/web:80/TCP ALLOWED ",
            "a.test.yaml:7:3 10.169.25.20 -> dev/web:http/UDP DENIED others stay out");
    ClosedWorld exactly = test.exactly().orElseThrow();
    assertThat(exactly.namespaces()).containsExactly("dev");
    assertThat(exactly.workloads()).hasToString("[qa/Deployment/web]");
    assertThat(exactly.connections())
        .hasToString("[dev/client -> dev/web:80/TCP, dev/web -> dev/db:*]");
  }

  @Test
  void reads_json_and_several_documents() throws IOException {
    String json =
        "{\"cluster\": [\"c.json\"], \"policies\": [],"
            + " \"expect\": [{\"from\": \"a/b\", \"to\": \"c/d:1\", \"allow\": false}]}";
    ReadTests one = read(json);
    assertThat(one.diagnostics()).isEmpty();
    assertThat(one.tests().get(0).policies()).isEqualTo(Optional.of(List.of()));
    assertThat(one.tests().get(0).title()).isEqualTo("a.test.yaml:1");

    assertThat(read(WHOLE + "---\n" + WHOLE).tests())
        .extracting(it -> it.at().line())
        .containsExactly(1L, 12L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "because: | becuase: | 7:59 unknown-field: expect[1].becuase: no such field: did you mean because? the fields are from, to, allow, because",
        "expect: | expects: | 5:1 unknown-field: expects: no such field: did you mean expect? the fields are name, cluster, policies, mode, expect, exactly",
        "allow: true | allow: maybe | 6:47 decode: expect[0].allow \"maybe\": should be true or false, is a string: ",
        ", allow: true | '' | 6:3 required: expect[0].allow: should be true or false: ",
        "from: dev/client, | '' | 6:3 required: expect[0].from: should be there: ",
        "dev/web:80\", allow | dev/web\", allow | 6:26 end: expect[0].to \"dev/web\": it has no port: write it behind a colon, for example dev/web:80 or [fd00::1]:53/UDP: ",
        "from: dev/client | from: client | 6:10 end: expect[0].from \"client\": it is no address, and a pod or workload has its namespace before it: namespace/name: ",
        "cluster: cluster.yaml | cluster: 7 | 2:10 decode: cluster \"7\": should be a list, is a number: ",
        "cluster: cluster.yaml | '' | 1:1 required: cluster: should name the snapshot's files: ",
        "external-only | sometimes | 4:8 mode: mode.ipBlock: should be match-pods or external-only: was sometimes",
        "ipBlock: | ipblock: | 4:8 mode: mode.ipblock: a mode should be one of",
        "among: [dev, qa/Deployment/web] | among: [] | 9:3 required: exactly.among: should name namespaces or workloads: ",
        "[dev, qa | [10.0.0.1, qa | 9:11 end: exactly.among[0] \"10.0.0.1\": exactly is about workloads; what addresses may do belongs under expect: ",
        "dev/client -> dev/web:80 | dev/client dev/web:80 | 10:17 end: exactly.connections[0] \"dev/client dev/web:80\": write FROM -> TO:PORT, for example dev/client -> dev/web:80: "
      })
  void says_where_and_what_is_wrong(String from, String to, String problem) throws IOException {
    assertThat(WHOLE).contains(from);
    ReadTests read = read(WHOLE.replaceFirst(java.util.regex.Pattern.quote(from), to));

    assertThat(read.tests()).isEmpty();
    assertThat(read.hasErrors()).isTrue();
    Diagnostic first = read.diagnostics().get(0);
    assertThat(
            first.at().line()
                + ":"
                + first.at().column()
                + " "
                + first.code()
                + ": "
                + first.message()
                + ": "
                + first.hint())
        .startsWith(problem);
  }

  @Test
  void a_file_that_tests_nothing_is_an_error() throws IOException {
    assertThat(read("").diagnostics()).extracting(Diagnostic::code).containsExactly("no-tests");
    assertThat(read("cluster: c.yaml\n").diagnostics())
        .extracting(Diagnostic::message)
        .containsExactly("expect: should expect something");
    assertThat(read("- a\n").diagnostics())
        .extracting(Diagnostic::message)
        .containsExactly("a document should be a mapping, is a list");
    assertThat(read("cluster: [").diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly("yaml-syntax");
  }

  @Test
  void finds_tests_in_a_folder_by_their_ending(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("below"));
    for (String name : List.of("b.test.yaml", "below/a.test.json", "cluster.yaml")) {
      Files.writeString(folder.resolve(name), WHOLE.replace("only the", name));
    }
    ReadTests read = PolicyTests.read(List.of(folder), Modes.DEFAULT);
    assertThat(read.diagnostics()).isEmpty();
    assertThat(read.tests())
        .extracting(it -> folder.relativize(it.cluster().get(0)).toString())
        .containsExactly("cluster.yaml", "below/cluster.yaml");

    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertThat(PolicyTests.read(List.of(empty), Modes.DEFAULT).diagnostics())
        .extracting(Diagnostic::message)
        .containsExactly("there is no test in it");
  }
}
