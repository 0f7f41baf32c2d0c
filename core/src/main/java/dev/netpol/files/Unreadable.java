// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * What it means that a file cannot be read: the JDK's own messages are often the bare name.
 *
 * @param where the file or folder that it was, which can be one below that which was asked for
 * @param why in a few words
 * @param hint what helps; empty where nothing is known to
 */
public record Unreadable(String where, String why, String hint) {

  /**
   * Explains an exception.
   *
   * @param name of what was to be read
   */
  public static Unreadable of(String name, IOException e) {
    String where = name;
    String why = String.valueOf(e.getMessage());
    if (e instanceof FileSystemException trouble) {
      where = trouble.getFile() == null ? name : trouble.getFile();
      why = trouble.getReason() == null ? why : trouble.getReason();
    }
    boolean denied = e instanceof AccessDeniedException;
    if (e instanceof NoSuchFileException) {
      why = "no such file or folder";
    } else if (denied) {
      why = "permission denied";
    }
    if (!where.equals(name)) {
      return new Unreadable(
          where, why, "make it readable, or name the files to read instead of " + name);
    }
    return new Unreadable(where, why, denied ? "make it readable for who runs this" : "");
  }
}
