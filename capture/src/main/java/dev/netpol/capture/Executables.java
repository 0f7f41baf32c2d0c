// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Paths of programs by process. They are read when a process is first heard of and kept, since it
 * may be gone when it is heard of again.
 */
final class Executables {
  /** What is kept of processes whose end nobody reported. */
  private static final int MOST = 65_536;

  /** A process and what it called itself then: another program after an exec has another name. */
  private record Program(int pid, String comm) {}

  private final Path proc;
  private final Map<Program, String> paths =
      new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Program, String> eldest) {
          return size() > MOST;
        }
      };

  Executables(Path proc) {
    this.proc = proc;
  }

  /** As the process sees its own path; empty when it was gone before anyone looked. */
  String of(int pid, String comm) {
    if (pid == 0) {
      return "";
    }
    return paths.computeIfAbsent(new Program(pid, comm), program -> read(program.pid()));
  }

  private String read(int pid) {
    try {
      String path =
          Files.readSymbolicLink(proc.resolve(Integer.toString(pid)).resolve("exe")).toString();
      // The kernel's words for a file that was removed while it runs.
      return path.endsWith(" (deleted)")
          ? path.substring(0, path.length() - " (deleted)".length())
          : path;
    } catch (IOException e) {
      return "";
    }
  }
}
