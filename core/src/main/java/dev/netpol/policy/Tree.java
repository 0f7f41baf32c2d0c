// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Position;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A document as the API server's JSON sees it, with positions. */
public sealed interface Tree {

  Position at();

  /** What this is, in the words of a message. */
  String kind();

  record Text(Position at, String value) implements Tree {
    @Override
    public String kind() {
      return "a string";
    }
  }

  /**
   * A number.
   *
   * @param text as it was written
   * @param value null for infinity and NaN, which JSON does not have
   */
  record Numeric(Position at, String text, @Nullable BigDecimal value) implements Tree {
    @Override
    public String kind() {
      return "a number";
    }
  }

  /**
   * A boolean.
   *
   * @param text as it was written, for example {@code on}
   */
  record Bool(Position at, String text, boolean value) implements Tree {
    @Override
    public String kind() {
      return "a boolean";
    }
  }

  record Null(Position at) implements Tree {
    @Override
    public String kind() {
      return "null";
    }
  }

  record Sequence(Position at, List<Tree> items) implements Tree {
    @Override
    public String kind() {
      return "a list";
    }
  }

  record Mapping(Position at, List<Entry> entries) implements Tree {
    @Override
    public String kind() {
      return "a mapping";
    }

    /** The value of the key, or null. */
    public @Nullable Tree get(String key) {
      @Nullable Entry entry = entry(key);
      return entry == null ? null : entry.value();
    }

    /** The key and its value, or null. */
    @Nullable Entry entry(String key) {
      for (Entry entry : entries) {
        if (entry.key().equals(key)) {
          return entry;
        }
      }
      return null;
    }
  }

  /**
   * One key of a mapping; a mapping has each key once.
   *
   * @param at where the key stands
   */
  record Entry(String key, Position at, Tree value) {}
}
