// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.trace.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Names of the pods of this machine by uid, as kubelet names the folders of their logs: {@code
 * /var/log/pods/NAMESPACE_NAME_UID}. It makes them before it starts the pod. What is known stays
 * known.
 */
final class PodNames {
  /** Pods that nobody knows, as after kubelet has gone, should not cost a look for each event. */
  private static final long PATIENCE_NANOS = 20_000_000L;

  private final Path folder;
  private final Map<String, Identity> byUid = new HashMap<>();
  private long looked;

  /** Reads the folder; where there is none, as without kubelet, no names are known. */
  PodNames(Path folder) throws IOException {
    this.folder = folder;
    look();
  }

  /** Namespace and name of a pod; looks for one that is not known, at most now and then. */
  Optional<Identity> of(String uid) throws IOException {
    if (!byUid.containsKey(uid) && System.nanoTime() - looked > PATIENCE_NANOS) {
      look();
    }
    return Optional.ofNullable(byUid.get(uid));
  }

  private void look() throws IOException {
    looked = System.nanoTime();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> entries = Files.list(folder)) {
        entries.forEach(entry -> note(String.valueOf(entry.getFileName())));
      }
    }
  }

  /** Neither namespaces nor names of pods have an underscore (RFC 1123). */
  private void note(String name) {
    String[] parts = name.split("_", -1);
    if (parts.length == 3) {
      byUid.put(parts[2], Identity.pod(parts[0], parts[1], parts[2]));
    }
  }
}
