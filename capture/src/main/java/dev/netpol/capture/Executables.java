// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Paths of programs by process: as they were started, or for processes that are older than the
 * capture what {@code /proc} says. They are kept, since a process may be gone when it is heard of
 * again.
 */
final class Executables {
  private static final int MOST = 65_536;

  private static final String DELETED = " (deleted)";

  /**
   * What a process runs.
   *
   * @param comm what it called itself then; it may be each thread's own
   * @param followed whether its next program will be reported, so that this one is sure
   */
  private record Program(String comm, String path, boolean followed) {}

  private final Path proc;
  private final Map<Integer, Program> byPid =
      new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Program> eldest) {
          return size() > MOST;
        }
      };

  Executables(Path proc) {
    this.proc = proc;
  }

  /** A process runs that program now. */
  String began(Event.Exec exec) {
    // A relative path says little; the link is read before the process is gone, if possible.
    String path = exec.path().startsWith("/") ? exec.path() : read(exec.pid()).orElse("");
    byPid.put(exec.pid(), new Program(exec.comm(), path, true));
    return path;
  }

  /**
   * A process has ended. Its path is still good for what it left behind, such as a connect that is
   * not answered, but another process may get its number.
   */
  String ended(Event.Exit exit) {
    String path = of(exit.pid(), exit.comm());
    if (path.isEmpty()) { // forked and gone: it ran what its parent runs
      path = Optional.ofNullable(byPid.get(exit.parent())).map(Program::path).orElse("");
    }
    byPid.computeIfPresent(exit.pid(), (pid, was) -> new Program(was.comm(), was.path(), false));
    return path;
  }

  /** As the process sees its own path; empty when it was gone before anyone looked. */
  String of(int pid, String comm) {
    if (pid == 0) {
      return "";
    }
    Program known = byPid.get(pid);
    if (known != null && (known.followed() || known.comm().equals(comm))) {
      return known.path();
    }
    String path = read(pid).orElse(known == null ? "" : known.path());
    byPid.put(pid, new Program(comm, path, false));
    return path;
  }

  private Optional<String> read(int pid) {
    try {
      String path =
          Files.readSymbolicLink(proc.resolve(Integer.toString(pid)).resolve("exe")).toString();
      // The kernel's words for a file that was removed while it runs.
      return Optional.of(
          path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path);
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
