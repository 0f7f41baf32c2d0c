// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** What a failed access means: the JDK's messages for it are often the bare file name. */
public final class FileTrouble {
  private FileTrouble() {}

  /** The reason in a few words, with the file where the exception names one. */
  public static String of(IOException e) {
    if (!(e instanceof FileSystemException trouble) || trouble.getFile() == null) {
      return Quoted.plain(String.valueOf(e.getMessage()), 400);
    }
    return Quoted.of(trouble.getFile()) + ": " + reason(trouble);
  }

  private static String reason(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or folder";
    } else if (e instanceof AccessDeniedException) {
      return "permission denied";
    } else if (e instanceof FileAlreadyExistsException || e instanceof NotDirectoryException) {
      return "it is a file, not a folder";
    } else if (e instanceof DirectoryNotEmptyException) {
      return "it is a folder, not a file";
    }
    return Quoted.plain(e.getReason() == null ? "cannot be used" : e.getReason());
  }
}
