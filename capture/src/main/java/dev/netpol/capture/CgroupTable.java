// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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

  /** Links of a folder without folders in it (kernfs, and most others). */
  private static final int LEAF = 2;

  /** A folder with others in it, as it was: a change shows in its links, nearly always. */
  private record Branch(int links, List<Path> folders) {}

  private final Path mount;
  private final Map<Long, Optional<Owner>> byId = new HashMap<>();
  private final Map<Path, Branch> branches = new HashMap<>();
  private Finder finder = (id, owner) -> {};

  /**
   * Reads the folders below the mount of the hierarchy.
   *
   * @throws IOException if the mount cannot be read
   */
  CgroupTable(Path mount) throws IOException {
    this.mount = mount;
    look(mount, true);
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
      look(mount, true);
      // The kernel does not give an id again: one that is gone stays gone.
      byId.putIfAbsent(id, Optional.empty());
    }
    return byId.getOrDefault(id, Optional.empty());
  }

  /**
   * Looks for new cgroups, so that a short-lived one is known before it is gone. Cheap enough to be
   * done now and then: the files in a folder, of which there are dozens, are left alone.
   */
  void scan() throws IOException {
    look(mount, false);
  }

  /**
   * Looks at a folder and those in it.
   *
   * @param thorough also where nothing seems to have changed: one may have gone as another came
   */
  private void look(Path folder, boolean thorough) throws IOException {
    long id;
    List<Path> inside;
    try {
      Map<String, Object> attributes =
          Files.readAttributes(folder, "unix:ino,nlink", LinkOption.NOFOLLOW_LINKS);
      id = number(attributes, "ino");
      int links = (int) number(attributes, "nlink");
      inside = links == LEAF ? List.of() : folders(folder, links, thorough);
    } catch (IOException e) {
      // Cgroups come and go while we look; the mount does not.
      branches.remove(folder);
      if (folder.equals(mount)) {
        throw e;
      }
      return;
    }
    note(id, folder);
    for (Path inner : inside) {
      look(inner, thorough);
    }
  }

  private static long number(Map<String, Object> attributes, String name) {
    return ((Number) Objects.requireNonNull(attributes.get(name), name)).longValue();
  }

  private List<Path> folders(Path folder, int links, boolean thorough) throws IOException {
    Branch known = branches.get(folder);
    if (known == null || known.links() != links || thorough) {
      known = new Branch(links, folders(folder));
      branches.put(folder, known);
    }
    return known.folders();
  }

  private static List<Path> folders(Path folder) throws IOException {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            folder, entry -> Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS))) {
      entries.forEach(folders::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return folders;
  }

  private void note(long id, Path folder) throws IOException {
    if (!byId.containsKey(id)) {
      Owner owner = PodPaths.of("/" + mount.relativize(folder));
      byId.put(id, Optional.of(owner));
      finder.found(id, owner);
    }
  }
}
