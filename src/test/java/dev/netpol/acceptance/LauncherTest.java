// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.acceptance.Program.Result;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/advisor}, in a copy of the built program at a place with a space in its name. */
class LauncherTest {

  @TempDir Path temporary;

  private Path home;
  private Path launcher;

  @BeforeEach
  void copy_what_is_built() throws IOException {
    settle("a place");
  }

  private void settle(String folder) throws IOException {
    home = temporary.resolve(folder);
    launcher = home.resolve("bin/advisor");
    copy(Repository.ROOT.resolve("bin/advisor"), launcher);
    copy(Repository.ROOT.resolve("bin/launch.sh"), home.resolve("bin/launch.sh"));
    copy(Repository.ADVISOR_JAR, home.resolve("advisor/target/advisor.jar"));
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to.getParent());
    Files.copy(from, to);
  }

  @Test
  void the_capture_is_started_the_same_way() throws IOException {
    Path capture = home.resolve("bin/capture");
    copy(Repository.ROOT.resolve("bin/capture"), capture);
    copy(Repository.CAPTURE_JAR, home.resolve("capture/target/capture.jar"));
    Path link = Files.createSymbolicLink(temporary.resolve("link"), capture);

    Result result = Program.of(link.toString(), "--version").in(temporary).run();

    assertThat(result.err()).isEmpty();
    assertThat(result.out()).startsWith("capture ").hasLineCount(1);
    assertThat(result.code()).isZero();
  }

  private Program version() {
    return Program.of(launcher.toString(), "--version").in(temporary);
  }

  private static void assertWorks(Result result) {
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).startsWith("advisor ").hasLineCount(1);
    assertThat(result.code()).isZero();
  }

  private List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("advisor/target/cds"))) {
      return files.toList();
    }
  }

  @Test
  void runs_from_any_folder_through_relative_links() throws IOException {
    Path links = Files.createDirectory(temporary.resolve("links"));
    Files.createSymbolicLink(links.resolve("direct"), Path.of("../a place/bin/advisor"));
    Files.createSymbolicLink(links.resolve("indirect"), Path.of("direct"));

    assertWorks(Program.of(links.resolve("indirect").toString(), "--version").in(links).run());
    assertWorks(Program.of("./direct", "--version").in(links).run());
  }

  @Test
  void passes_arguments_input_and_exit_code_as_they_are() {
    Result result = Program.of(launcher.toString(), "no such command").in(temporary).run();

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("no such command");
  }

  @Test
  void makes_one_archive_and_uses_it_again() throws IOException {
    settle("place"); // Java 17 archives no class of a jar whose path has a space
    assertWorks(version().run());
    List<Path> first = archives();
    assertWorks(version().run());

    assertThat(archives()).isEqualTo(first).hasSize(1);
    Program lint = Program.of(launcher.toString(), "lint", "none.yaml").in(temporary);
    String loaded = lint.with("ADVISOR_OPTS", "-Xlog:class+load:stderr").run().err();
    assertThat(loaded).contains("dev.netpol.cli.Main source: shared objects file");
    if (javaVersion() < 25) { // from then on, no class of a format as old as picocli's is kept
      assertThat(loaded).contains("picocli.CommandLine source: shared objects file");
    }
  }

  /** Of the Java that runs the launcher. */
  private static int javaVersion() throws IOException {
    Properties release = new Properties();
    try (Reader reader = Files.newBufferedReader(Repository.javaHome().resolve("release"))) {
      release.load(reader);
    }
    String version = release.getProperty("JAVA_VERSION").replace("\"", "");
    return Runtime.Version.parse(version).feature();
  }

  @Test
  void leaves_the_collector_to_who_names_one() throws IOException {
    assertWorks(version().with("ADVISOR_OPTS", "-Xmx64m -XX:+UseParallelGC").run());
  }

  @Test
  void has_one_archive_also_for_who_comes_by_a_link_to_its_folder() throws IOException {
    assertWorks(version().run());
    Path links = Files.createDirectory(temporary.resolve("links"));
    for (String name : List.of("bin", "advisor")) {
      Files.createSymbolicLink(links.resolve(name), home.resolve(name));
    }

    assertWorks(Program.of(links.resolve("bin/advisor").toString(), "--version").run());

    assertThat(archives()).hasSize(1);
  }

  @Test
  void several_first_runs_at_once_all_work() throws IOException {
    List<CompletableFuture<Result>> runs =
        IntStream.range(0, 4)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> version().run()))
            .toList();
    runs.forEach(run -> assertWorks(run.join()));

    assertThat(archives()).isNotEmpty();
    assertWorks(version().run());
  }

  @Test
  void replaces_a_truncated_archive() throws IOException {
    assertWorks(version().run());
    Path archive = archives().get(0);
    archive.toFile().setWritable(true);
    try (var channel = Files.newByteChannel(archive, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() / 2);
    }

    assertWorks(version().run());
    assertThat(archives()).hasSize(1).first().satisfies(a -> assertThat(a).isNotEmptyFile());
    assertWorks(version().run());
  }

  @Test
  void warnings_of_the_jvm_stay_off_stdout() throws IOException {
    assertWorks(version().run());
    Path archive = archives().get(0);
    String key = archive.getFileName().toString().split("[.]")[0];
    Files.delete(archive);
    Path foreign = archive.resolveSibling("foreign");
    Files.writeString(foreign, "not an archive of this JVM");
    String[] sum = Program.of("cksum", foreign.toString()).run().out().split(" ");
    Files.move(foreign, archive.resolveSibling(key + "." + sum[0] + "-" + sum[1] + ".jsa"));

    Result result = version().run();

    assertThat(result.code()).isZero();
    assertThat(result.out()).startsWith("advisor ").hasLineCount(1);
  }

  @Test
  void says_when_java_home_holds_no_java() {
    Result result = version().with("JAVA_HOME", "/nowhere").run();

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err())
        .isEqualTo(
            """
            advisor: error: JAVA_HOME is "/nowhere", which has no bin/java
              hint: set JAVA_HOME to a JDK 17 or newer, or unset it to use java on the PATH
            """);
  }

  @Test
  void says_when_java_is_too_old() throws IOException {
    Path old = Files.createDirectories(temporary.resolve("old/bin")).getParent();
    script(old.resolve("bin/java"), "exit 1");
    Files.writeString(old.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"11.0.2\"\n");

    Result result = version().with("JAVA_HOME", old.toString()).run();

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("is Java 11.0.2; 17 or newer is needed");
  }

  @Test
  void says_when_it_must_build_and_maven_is_missing() throws IOException {
    Files.delete(home.resolve("advisor/target/advisor.jar"));
    Path tools = Files.createDirectory(temporary.resolve("tools"));
    for (String tool : List.of("dirname", "readlink")) {
      String path = Program.of("sh", "-c", "command -v " + tool).run().out().strip();
      script(tools.resolve(tool), "exec " + path + " \"$@\"");
    }

    Result result = version().with("PATH", tools.toString()).run();

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("mvn not found", "install Maven 3.8.7 or newer");
  }

  private static void script(Path file, String line) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    file.toFile().setExecutable(true);
  }
}
