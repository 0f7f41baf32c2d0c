// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.acceptance.Program.Result;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The jobs of docs/ci.md, run in a repository such as they are for. */
class CiScriptsTest {

  /** What a CI system calls its jobs' scripts, and how it runs them. */
  enum System {
    GITHUB,
    GITLAB;

    /** The scripts by what they are for: lint, test, check and diff. */
    Map<String, String> scripts() {
      Object yaml = new Load(LoadSettings.builder().build()).loadFromString(block());
      Map<?, ?> root = (Map<?, ?>) yaml;
      List<?> jobs =
          this == GITHUB
              ? (List<?>) ((Map<?, ?>) ((Map<?, ?>) root.get("jobs")).get("policies")).get("steps")
              : root.entrySet().stream().map(it -> named((Map.Entry<?, ?>) it)).toList();
      return jobs.stream()
          .map(it -> (Map<?, ?>) it)
          .filter(it -> it.containsKey("run") || it.containsKey("script"))
          .collect(
              Collectors.toMap(
                  it -> it.get("name").toString().replaceFirst("-.*", ""), System::script));
    }

    private static Map<Object, Object> named(Map.Entry<?, ?> job) {
      Map<Object, Object> named = new java.util.HashMap<>((Map<?, ?>) job.getValue());
      named.put("name", job.getKey());
      return named;
    }

    private static String script(Map<?, ?> job) {
      return job.containsKey("run")
          ? job.get("run").toString()
          : ((List<?>) job.get("script"))
              .stream().map(Object::toString).collect(Collectors.joining("\n"));
    }

    private String block() {
      Matcher block =
          Pattern.compile("(?s)```yaml\n(.*?)```")
              .matcher(Sample.text(Repository.ROOT.resolve("docs/ci.md")));
      List<String> blocks = new ArrayList<>();
      block.results().forEach(it -> blocks.add(it.group(1)));
      assertThat(blocks).hasSize(values().length);
      return blocks.get(ordinal());
    }
  }

  private static final String TEST =
      """
      name: the target is for its clients only
      cluster: ../cluster.json
      policies: ../policies
      expect:
      - {from: restricted/allowed, to: "restricted/target:1234", allow: true}
      - {from: restricted/target, to: "restricted/allowed:80", allow: false}
      """;

  @TempDir Path temporary;

  private Path folder;

  @BeforeEach
  void a_repository_with_a_branch() throws IOException {
    folder = Files.createDirectory(temporary.resolve("work"));
    Sample sample = Sample.RESTRICTED_NAMESPACE;
    write("policies/restricted.yaml", sample.expectedText());
    write("tests/target.test.yaml", TEST);
    write("cluster.json", Sample.text(sample.folder().resolve("cluster.yaml")));
    Files.copy(sample.trace(), folder.resolve("networktrace.log"));
    Files.createDirectory(folder.resolve("tools"));
    Files.copy(Repository.ADVISOR_JAR, folder.resolve("tools/advisor.jar"));
    git("init", "--quiet", "--initial-branch=main");
    git("add", "policies", "tests", "cluster.json", "networktrace.log");
    git("commit", "--quiet", "--message", "base");
    git("clone", "--quiet", "--bare", ".", "../origin.git");
    git("remote", "add", "origin", "../origin.git");
    git("fetch", "--quiet", "origin");
    git("checkout", "--quiet", "-b", "change");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void git(String... words) {
    Result result =
        Program.of("git", "-c", "user.name=n", "-c", "user.email=n@example.org")
            .and(words)
            .in(folder)
            .run();
    assertThat(result.code()).as(result.err()).isZero();
  }

  /** As the CI system would: it stops at the first command that fails. */
  private Result run(System system, String name) {
    String script = system.scripts().get(name);
    assertThat(script).as(name).isNotNull();
    return Program.of("bash", "-e", "-o", "pipefail", "-c", script)
        .in(folder)
        .with("PATH", Repository.javaHome().resolve("bin") + ":" + java.lang.System.getenv("PATH"))
        .with("RUNNER_TEMP", temporary.toString())
        .with("GITHUB_BASE_REF", "main")
        .with("GITHUB_STEP_SUMMARY", folder.resolve("diff.md").toString())
        .with("CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main")
        .run();
  }

  private void assertPasses(System system, String name) {
    Result result = run(system, name);
    assertThat(result.code()).as("%s: %s", name, result.out() + result.err()).isZero();
  }

  private String text(String name) throws IOException {
    return Files.readString(folder.resolve(name));
  }

  private int cases(String file) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(text(file).getBytes(StandardCharsets.UTF_8)))
        .getElementsByTagName("testcase")
        .getLength();
  }

  @ParameterizedTest
  @EnumSource
  void everything_passes_where_nothing_is_wrong(System system) throws Exception {
    assertThat(system.scripts()).containsOnlyKeys("lint", "test", "check", "diff");
    system.scripts().keySet().forEach(name -> assertPasses(system, name));

    assertThat(text("lint.sarif")).contains("\"2.1.0\"");
    assertThat(cases("test.xml")).isEqualTo(2);
    assertThat(cases("check.xml")).isEqualTo(2);
    assertThat(text("diff.md")).isNotBlank();
  }

  @ParameterizedTest
  @EnumSource
  void a_change_that_cuts_what_was_seen_fails_and_is_shown(System system) throws Exception {
    write(
        "policies/restricted.yaml",
        Sample.RESTRICTED_NAMESPACE.expectedText().replace("1234", "2345"));

    assertThat(run(system, "test").code()).isEqualTo(1);
    assertThat(run(system, "check").code()).isEqualTo(1);
    assertThat(text("check.xml")).contains("<failure", "port 1234/TCP is not 2345/TCP");
    assertPasses(system, "diff");
    assertThat(text("diff.md")).contains("1234").contains("2345");
  }

  @ParameterizedTest
  @EnumSource
  void the_first_policies_are_compared_with_none(System system) throws Exception {
    git("rm", "--quiet", "-r", "--cached", "policies");
    git("commit", "--quiet", "--message", "no policies yet");
    git("push", "--quiet", "origin", "HEAD:main");
    git("fetch", "--quiet", "origin");

    assertPasses(system, "diff");
    assertThat(text("diff.md")).contains("0 gained").contains("lost");
  }

  @ParameterizedTest
  @EnumSource
  void a_policy_that_no_api_server_takes_fails_everything(System system) throws Exception {
    write(
        "policies/restricted.yaml",
        Sample.RESTRICTED_NAMESPACE.expectedText().replace("  ingress:", "  engress:"));

    for (String name : List.of("lint", "test", "check", "diff")) {
      assertThat(run(system, name).code()).as(name).isEqualTo(2);
    }
    assertThat(text("lint.sarif")).contains("engress");
  }

  @Test
  void the_files_that_the_page_names_are_those_that_the_scripts_use() {
    String page = Sample.text(Repository.ROOT.resolve("docs/ci.md"));
    for (System system : System.values()) {
      system
          .scripts()
          .values()
          .forEach(
              script -> {
                Matcher file =
                    Pattern.compile("(?:cluster|networktrace|tools/\\w+)\\.\\w+").matcher(script);
                while (file.find()) {
                  assertThat(page).contains("\n" + file.group() + " ");
                }
              });
    }
  }
}
