// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import com.google.common.base.Splitter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which values of a JSON object are wanted, and under which name: paths like {@code
 * flow/l4/TCP/source_port}. Arrays on the way do not count as a step. A name in snake case also
 * stands for the same in camel case, which is how protojson writes it by default.
 *
 * @param <K> the names
 */
@SuppressWarnings("EnumOrdinal") // arrays by field, format or key: looked up for every record
final class JsonShape<K extends Enum<K>> {

  static final int NOTHING = -1;

  /** What is at a step of a path. */
  static final class Step {
    private final JsonNames<Step> names = new JsonNames<>();

    /** Number of the value that is wanted here, or {@link #NOTHING}. */
    int slot = NOTHING;

    /** Whether it is wanted as it stands in the text. */
    boolean raw;

    @Nullable Step next(String name, boolean anyCase) {
      Step step = names.get(name);
      return step == null && anyCase ? names.get(name.toLowerCase(Locale.ROOT)) : step;
    }

    /** The same for a name in ASCII as it stands in the text. */
    @Nullable Step next(byte[] bytes, int from, int to, boolean anyCase) {
      Step step = names.get(bytes, from, to);
      return step == null && anyCase ? names.getLower(bytes, from, to) : step;
    }

    boolean goesOn() {
      return !names.isEmpty();
    }

    private Step add(String name) {
      Step step = names.get(name);
      if (step == null) {
        step = new Step();
        names.putIfAbsent(name, step);
      }
      names.putIfAbsent(camelCase(name), step);
      return step;
    }
  }

  final Step root = new Step();
  final int size;
  boolean anyCase;

  JsonShape(Class<K> names) {
    this.size = names.getEnumConstants().length;
  }

  /** Go's decoder takes names in any case. Paths have to be in lower case then. */
  JsonShape<K> anyCase() {
    anyCase = true;
    return this;
  }

  /** The scalar at any of these paths; the first one of an array. */
  JsonShape<K> value(K name, String... paths) {
    for (String path : paths) {
      step(path).slot = name.ordinal();
    }
    return this;
  }

  /**
   * What is at any of these paths as it stands there: an object, an array, a string. An object is
   * taken apart instead if there is a path into it.
   */
  JsonShape<K> raw(K name, String... paths) {
    for (String path : paths) {
      Step step = step(path);
      step.slot = name.ordinal();
      step.raw = true;
    }
    return this;
  }

  private Step step(String path) {
    Step step = root;
    for (String name : Splitter.on('/').split(path)) {
      step = step.add(name);
    }
    return step;
  }

  private static String camelCase(String name) {
    StringBuilder camel = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      boolean joint = name.charAt(i) == '_' && i > 0 && i + 1 < name.length();
      camel.append(joint ? Character.toUpperCase(name.charAt(++i)) : name.charAt(i));
    }
    return camel.toString();
  }
}
