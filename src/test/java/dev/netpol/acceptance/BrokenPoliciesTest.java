// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.acceptance.Program.Result;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Policies that nobody can use, given to every command that reads policies. */
@Tag("any-jdk")
class BrokenPoliciesTest {

  private static final Path SAMPLE = Repository.ROOT.resolve("samples/tcpconnect");
  private static final String POLICY =
      """
      apiVersion: networking.k8s.io/v1
      kind: NetworkPolicy
      metadata: {name: p, namespace: default}
      spec: {podSelector: {}}
      """;
  private static final long HUGE = 100_000_000;

  @TempDir static Path folder;

  /** How each command is given policies. */
  enum Reader {
    CHECK("check", "--input", SAMPLE + "/networktrace.log", "--policies", "POLICIES"),
    EXPLAIN("explain", "default/mypod", "1.1.1.1:80", "--policies", "POLICIES"),

    CONNECTIVITY("connectivity", "--policies", "POLICIES"),
    DIFF_FROM("diff", "POLICIES", SAMPLE + "/expected.yaml"),
    DIFF_TO("diff", SAMPLE + "/expected.yaml", "POLICIES"),
    LINT("lint", "POLICIES"),
    TEST("test", "POLICIES.test.yaml");

    private final String[] words;

    Reader(String... words) {
      this.words = words;
    }

    Result run(String policies) throws IOException {
      Files.writeString(
          folder.resolve(policies + ".test.yaml"),
          "name: t\ncluster: "
              + SAMPLE
              + "/cluster.json\npolicies: "
              + policies
              + "\nexpect:\n- {from: default/mypod, to: \"1.1.1.1:80\", allow: true}\n");
      Program program = Program.advisor().in(folder);
      for (String word : words) {
        program = program.and(word.replace("POLICIES", policies));
      }
      return (this == TEST ? program : program.and("--snapshot", SAMPLE + "/cluster.json")).run();
    }
  }

  /** What is wrong, where it stands, and a word that the message has. */
  enum Trouble {
    MISSING("no-such.yaml", "no-such.yaml"),
    EMPTY_FOLDER("empty", "no NetworkPolicy"),
    OTHER_FILES("others", "no NetworkPolicy"),
    DUPLICATE("duplicate", "default/p is there already"),
    CYCLIC("cyclic.yaml", "cyclic.yaml:1:8"),
    ALIAS_BOMB("bomb.yaml", "bomb.yaml:"),
    DEEP("deep.yaml", "100 levels"),
    BINARY("binary.yaml", "not UTF-8"),
    TOO_LARGE("huge.yaml", "larger than"),
    UNKNOWN_FIELD("misspelled.yaml", "engress"),
    UNKNOWN_NAMESPACE("elsewhere.yaml", "elsewhere");

    private final String file;
    private final String word;

    Trouble(String file, String word) {
      this.file = file;
      this.word = word;
    }
  }

  private static void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  @BeforeAll
  static void the_troubles() throws IOException {
    Files.createDirectory(folder.resolve("empty"));
    write("others/notes.txt", POLICY);
    write("duplicate/a.yaml", POLICY);
    write("duplicate/b.yaml", POLICY);
    write("cyclic.yaml", "a: &a [*a]\n");
    write("bomb.yaml", bomb());
    write("deep.yaml", "[".repeat(20_000));
    byte[] noise = new byte[4_000];
    new Random(7).nextBytes(noise);
    Files.write(folder.resolve("binary.yaml"), noise);
    write("misspelled.yaml", POLICY.replace("{}}", "{}, engress: []}"));
    write("elsewhere.yaml", POLICY.replace("default", "elsewhere"));
    try (BufferedWriter huge = Files.newBufferedWriter(folder.resolve("huge.yaml"))) {
      String line = "#" + "x".repeat(999) + "\n";
      for (long size = 0; size < HUGE; size += line.length()) {
        huge.write(line);
      }
      huge.write(POLICY);
    }
  }

  private static String bomb() {
    StringBuilder text = new StringBuilder(POLICY + "---\na0: &a0 [x]\n");
    for (int i = 1; i < 10; i++) {
      text.append("a" + i + ": &a" + i + " [" + ("*a" + (i - 1) + ",").repeat(10) + "]\n");
    }
    return text.toString();
  }

  static Stream<Arguments> cases() {
    return Stream.of(Reader.values())
        .flatMap(reader -> Stream.of(Trouble.values()).map(it -> Arguments.of(reader, it)))
        // What lint finds in a policy that can be read is a finding.
        .filter(it -> it.get()[0] != Reader.LINT || it.get()[1] != Trouble.UNKNOWN_NAMESPACE);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void is_refused_with_one_clear_message(Reader reader, Trouble trouble) throws IOException {
    Result result = reader.run(trouble.file);

    assertThat(result.code()).as(result.out() + result.err()).isEqualTo(2);
    assertThat(result.out() + result.err()).contains(trouble.word).contains("error");
    assertThat(result.err()).doesNotContain("Exception", "\tat ", "[bug]", "[memory]");
    assertThat(result.err().lines()).hasSizeLessThan(12);
  }

  /** Otherwise the others would prove nothing. */
  @ParameterizedTest
  @EnumSource
  void a_policy_that_nothing_is_wrong_with_is_taken(Reader reader) throws IOException {
    write("fine.yaml", Sample.TCPCONNECT.expectedText());

    Result result = reader.run("fine.yaml");

    assertThat(result.code()).as(result.out() + result.err()).isLessThan(2);
    assertThat(result.err()).doesNotContain("error");
  }
}
