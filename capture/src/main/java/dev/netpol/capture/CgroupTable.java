// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whose cgroup has which id. The id is the inode of the folder in the cgroup2 hierarchy, so the
 * folders are read before events arrive, and again for an id that is not known. What is known stays
 * known: the event of a process that is gone already is still attributed.
 */
final class CgroupTable {
  /** Hears of each cgroup once, when it is found. */
  interface Finder {
    void found(long id, Owner owner) throws IOException;
  }

  private final Path mount;
  private final Map<Long, Optional<Owner>> byId = new HashMap<>();
  private Finder finder = (id, owner) -> {};

  /**
   * Reads the folders below the mount of the hierarchy.
   *
   * @throws IOException if the mount cannot be read
   */
  CgroupTable(Path mount) throws IOException {
    this.mount = mount;
    scan();
  }

  /** Says what is known, and from now on what is found. */
  void tell(Finder other) throws IOException {
    finder = other;
    for (Map.Entry<Long, Optional<Owner>> cgroup : byId.entrySet()) {
      if (cgroup.getValue().isPresent()) {
        other.found(cgroup.getKey(), cgroup.getValue().get());
      }
    }
  }

  /** The owner of that cgroup; empty for one that is gone unseen. */
  Optional<Owner> owner(long id) throws IOException {
    if (!byId.containsKey(id)) {
      scan();
      // The kernel does not give an id again: one that is gone stays gone.
      byId.putIfAbsent(id, Optional.empty());
    }
    return byId.getOrDefault(id, Optional.empty());
  }

  /** Looks for new cgroups, so that a short-lived one is known before it is gone. */
  void scan() throws IOException {
    Files.walkFileTree(
        mount,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
              throws IOException {
            try {
              Object inode = Files.getAttribute(folder, "unix:ino", LinkOption.NOFOLLOW_LINKS);
              note((Long) inode, folder);
              return FileVisitResult.CONTINUE;
            } catch (NoSuchFileException e) {
              return skip(folder, e);
            }
          }

          private void note(Long id, Path folder) throws IOException {
            if (!byId.containsKey(id)) {
              Owner owner = PodPaths.of("/" + mount.relativize(folder));
              byId.put(id, Optional.of(owner));
              finder.found(id, owner);
            }
          }

          @Override
          public FileVisitResult visitFileFailed(Path gone, IOException e) throws IOException {
            return skip(gone, e);
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
              throws IOException {
            return e == null ? FileVisitResult.CONTINUE : skip(folder, e);
          }

          /** Cgroups come and go while we look; the mount does not. */
          private FileVisitResult skip(Path path, IOException e) throws IOException {
            if (path.equals(mount)) {
              throw e;
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
