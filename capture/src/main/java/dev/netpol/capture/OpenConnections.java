// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.model.IpAddress;
import dev.netpol.trace.Side;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Connections that are open when a capture begins, of every network namespace that a process is in.
 * What opens while they are looked up is reported by the kernel as well, and counts once.
 */
final class OpenConnections {
  private record Key(Side side, int netns, IpAddress source, int sport, IpAddress to, int dport) {
    static Key of(Event.Connection event) {
      return new Key(
          event.side(),
          event.netns(),
          event.source(),
          event.sport(),
          event.destination(),
          event.dport());
    }
  }

  private final List<Event.Connection> open = new ArrayList<>();
  private final Set<Key> reported = new HashSet<>();

  /**
   * Looks them up.
   *
   * @throws BridgeException if the kernel does not tell those of a namespace that is still there
   */
  OpenConnections(EventSource source, Path proc) throws IOException, BridgeException {
    for (Path namespace : namespaces(proc)) {
      try {
        open.addAll(source.existing(namespace));
      } catch (BridgeException e) {
        if (Files.exists(namespace)) {
          throw e;
        }
      }
    }
  }

  /** The kernel reported this one as it was opened. */
  void reported(Event.Connection event) {
    reported.add(Key.of(event));
  }

  /** Those that it did not report. */
  List<Event.Connection> unreported() {
    return open.stream().filter(event -> !reported.contains(Key.of(event))).toList();
  }

  /** One path each, {@code /proc/PID/ns/net}. */
  private static Iterable<Path> namespaces(Path proc) throws IOException {
    Map<String, Path> byInode = new TreeMap<>();
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(proc, "[0-9]*")) {
      for (Path process : processes) {
        Path link = process.resolve("ns").resolve("net");
        inode(link).ifPresent(inode -> byInode.putIfAbsent(inode, link));
      }
    }
    return byInode.values();
  }

  /** Such as {@code net:[4026531840]}; empty when the process is gone meanwhile. */
  private static Optional<String> inode(Path link) {
    try {
      return Optional.of(Files.readSymbolicLink(link).toString());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
