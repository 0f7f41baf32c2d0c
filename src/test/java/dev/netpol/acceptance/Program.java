// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * A program run as a user runs it: arguments, environment, folder and input in; text and code out.
 */
public record Program(
    List<String> command, Map<String, String> environment, Path folder, String input) {

  private static final long LIMIT_SECONDS = 120;

  /** What a run printed, and its exit code. */
  public record Result(int code, String out, String err) {
    /** Itself, where the program says that all is well. */
    public Result orFail() {
      assertThat(code).as("%s%s", out, err).isZero();
      return this;
    }
  }

  public static Program of(String... command) {
    return new Program(List.of(command), Map.of(), Repository.ROOT, "");
  }

  /** What is built, started as from a clone, on the Java under test. */
  public static Program advisor(String... arguments) {
    return of(Repository.ROOT.resolve("bin/advisor").toString()).and(arguments);
  }

  public Program and(String... arguments) {
    List<String> longer = new ArrayList<>(command);
    longer.addAll(List.of(arguments));
    return new Program(List.copyOf(longer), environment, folder, input);
  }

  /** With a variable set, or unset where the value is empty. */
  public Program with(String name, String value) {
    Map<String, String> more = new TreeMap<>(environment);
    more.put(name, value);
    return new Program(command, more, folder, input);
  }

  public Program in(Path other) {
    return new Program(command, environment, other, input);
  }

  public Program reading(String text) {
    return new Program(command, environment, folder, text);
  }

  public Result run() {
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(Map.of("LC_ALL", "C", "TERM", "dumb", "ADVISOR_BUILD", "never"));
    builder.environment().put("JAVA_HOME", Repository.javaHome().toString());
    environment.forEach(
        (name, value) -> {
          if (value.isEmpty()) {
            builder.environment().remove(name);
          } else {
            builder.environment().put(name, value);
          }
        });
    try {
      Path out = Files.createTempFile("out", null);
      Path err = Files.createTempFile("err", null);
      try {
        return run(builder.redirectOutput(out.toFile()).redirectError(err.toFile()), out, err);
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private Result run(ProcessBuilder builder, Path out, Path err)
      throws IOException, InterruptedException {
    Process process = builder.start();
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // It may stop reading before the end; its code and output say whether that was right.
    }
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("still running after " + LIMIT_SECONDS + " s: " + command);
    }
    return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
