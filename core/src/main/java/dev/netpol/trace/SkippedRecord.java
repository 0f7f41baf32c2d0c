// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.Objects;

/**
 * A record that is not a connection, with the reason.
 *
 * @param key of the format, the one that it is skipped for, or several; empty where none is to
 *     blame
 * @param excerpt its first characters; hostile text, to be escaped where it is shown
 */
public record SkippedRecord(SkipReason reason, Place at, String key, String excerpt) {

  /** Characters that an excerpt has at most. */
  public static final int EXCERPT = 120;

  public SkippedRecord {
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(excerpt, "excerpt");
  }
}
