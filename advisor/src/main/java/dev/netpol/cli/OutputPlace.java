// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.terminal.Arguments;
import dev.netpol.terminal.FileTrouble;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.StandardOutput;
import dev.netpol.terminal.UnusableInput;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where {@code --output} sends what is made: a file, a folder, or stdout where both are empty.
 *
 * @param folder exists
 */
record OutputPlace(Optional<Path> file, Optional<Path> folder) {

  /** As the option says. Finds out now what would fail only after minutes of reading. */
  static OutputPlace of(Arguments arguments, Inputs inputs) throws IOException {
    Optional<String> name =
        Optional.of(ReportOptions.OUTPUT).filter(arguments::has).flatMap(arguments::value);
    if (name.isEmpty() || name.get().equals("-")) {
      return new OutputPlace(Optional.empty(), Optional.empty());
    }
    Path path = InputOptions.path(ReportOptions.OUTPUT, name.get());
    if (Files.isDirectory(path)
        || name.get().endsWith("/")
        || name.get().endsWith(File.separator)) {
      return new OutputPlace(Optional.empty(), Optional.of(path));
    }
    Path parent = path.toAbsolutePath().getParent();
    if (parent != null && !Files.isDirectory(parent)) {
      throw new UnusableInput(
          Quoted.plain(name.get()),
          "output",
          "there is no folder " + Quoted.of(parent.toString()) + " to write to",
          "create it, or name another file with --output");
    }
    inputs.mustNotBe(path);
    return new OutputPlace(Optional.of(path), Optional.empty());
  }

  /** Makes the folder, if this is one. */
  void createFolder() throws IOException {
    if (folder.isEmpty()) {
      return;
    }
    try {
      Files.createDirectories(folder.get());
    } catch (IOException e) {
      throw new UnusableInput(
          Quoted.plain(folder.get().toString()),
          "output",
          "cannot write there: " + FileTrouble.of(e),
          "name another folder with --output");
    }
  }

  /**
   * Writes a file as a whole or not at all, or to stdout.
   *
   * @param what is in it, for example {@code 2 policies}
   * @return what to say about files
   */
  List<String> write(byte[] text, String what, PrintStream out) throws IOException {
    if (file.isEmpty()) {
      StandardOutput data = new StandardOutput(out);
      data.write(text);
      data.flush();
      return List.of();
    }
    try (NewFiles files = new NewFiles()) {
      files.add(file.get(), text);
      files.commit();
    }
    return List.of("wrote " + what + " to " + Quoted.plain(file.get() + ""));
  }
}
