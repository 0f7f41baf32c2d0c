// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any file system with inodes will do. */
class CgroupTableTest {
  private static final String UID = "eb653d22-2525-47ca-9fc4-3762497ae1d2";

  @TempDir Path mount;

  @Test
  void finds_the_pod_by_the_inode_of_its_folder() throws Exception {
    Path pod = Files.createDirectories(mount.resolve("kubepods/pod" + UID));
    CgroupTable table = new CgroupTable(mount);

    assertThat(uid(table, inode(pod))).isEqualTo(UID);
    assertThat(table.owner(inode(mount))).contains(Owner.NONE);
  }

  @Test
  void finds_a_pod_that_was_born_later_and_keeps_one_that_is_gone() throws Exception {
    CgroupTable table = new CgroupTable(mount);
    Path pod = Files.createDirectories(mount.resolve("kubepods/pod" + UID));
    long id = inode(pod);

    assertThat(uid(table, id)).isEqualTo(UID);
    Files.delete(pod);
    assertThat(table.owner(-1)).as("looks again").isEmpty();
    assertThat(uid(table, id)).isEqualTo(UID);
  }

  @Test
  void a_mount_that_cannot_be_read_is_an_error() {
    assertThatThrownBy(() -> new CgroupTable(mount.resolve("absent")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void says_what_it_finds_once() throws Exception {
    Path first = Files.createDirectories(mount.resolve("kubepods/pod" + UID));
    CgroupTable table = new CgroupTable(mount);
    List<Long> found = new ArrayList<>();
    table.tell((id, owner) -> found.add(id));
    assertThat(found)
        .containsExactlyInAnyOrder(inode(mount), inode(mount.resolve("kubepods")), inode(first));
    found.clear();

    Path second = Files.createDirectory(first.resolve("container"));
    table.scan();
    table.scan();

    assertThat(found).containsExactly(inode(second));
  }

  /** Then the folder around them has as many links as before. */
  @Test
  void one_that_came_as_another_went_is_found_when_it_is_asked_for() throws Exception {
    Path old =
        Files.createDirectories(mount.resolve("kubepods/pod09a70ae9ccc491e651e5c773579b3490"));
    CgroupTable table = new CgroupTable(mount);
    Path pod = Files.createDirectory(old.resolveSibling("pod" + UID));
    Files.delete(old);
    table.scan();
    assertThat(uid(table, inode(pod))).isEqualTo(UID);
  }

  private static String uid(CgroupTable table, long id) throws IOException {
    return table.owner(id).orElseThrow().podUid();
  }

  private static long inode(Path path) throws IOException {
    return (Long) Files.getAttribute(path, "unix:ino");
  }
}
