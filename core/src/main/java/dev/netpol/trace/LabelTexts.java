// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.netpol.model.Labels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes an object of labels of what other tools write: an object, an array of {@code key=value}, or
 * a text of such. Remembers what it has seen: most of a log is the same labels again.
 */
final class LabelTexts {

  /** Bytes that are remembered, of hostile logs too; then it begins anew. */
  private static final int MOST = 4 << 20;

  /** Bytes that a text needs beside its own. */
  private static final int OVERHEAD = 64;

  private static final Pattern SEPARATOR = Pattern.compile("[,|]");

  /** Which keys are a pod's labels, and what they are called there. */
  interface Naming {
    /** The key of the label, empty if it is none. */
    Optional<String> key(String written);
  }

  private static final class Known {
    final byte[] written;
    final byte[] labels;
    final int hash;

    Known(byte[] written, byte[] labels, int hash) {
      this.written = written;
      this.labels = labels;
      this.hash = hash;
    }
  }

  private final JsonMapper mapper;
  private final Naming naming;
  private @Nullable Known[] known = new Known[1 << 8];
  private int count;
  private int remembered;

  LabelTexts(ReadLimits limits, Naming naming) {
    this.mapper = new JsonMapper(Json.factory(limits));
    this.naming = naming;
  }

  /**
   * The labels as a JSON object, in UTF-8; nothing where there are none.
   *
   * @throws IOException if this is not JSON
   */
  byte[] labels(byte[] bytes, int from, int to) throws IOException {
    int hash = EightBytes.hash(bytes, from, to);
    int slot = hash & (known.length - 1);
    for (Known one; (one = known[slot]) != null; slot = next(slot)) {
      if (one.hash == hash && Arrays.equals(one.written, 0, one.written.length, bytes, from, to)) {
        return one.labels;
      }
    }
    Labels labels = labels(mapper.readTree(bytes, from, to - from));
    byte[] json =
        labels.isEmpty() ? new byte[0] : Json.write(labels).getBytes(StandardCharsets.UTF_8);
    remember(new Known(Arrays.copyOfRange(bytes, from, to), json, hash));
    return json;
  }

  private int next(int slot) {
    return (slot + 1) & (known.length - 1);
  }

  private void remember(Known one) {
    remembered += one.written.length + one.labels.length + OVERHEAD;
    if (remembered > MOST) {
      Arrays.fill(known, null);
      count = 0;
      remembered = 0;
      return;
    }
    if (2 * ++count > known.length) {
      @Nullable Known[] old = known;
      known = new Known[2 * old.length];
      for (Known other : old) {
        if (other != null) {
          add(other);
        }
      }
    }
    add(one);
  }

  private void add(Known one) {
    int slot = one.hash & (known.length - 1);
    while (known[slot] != null) {
      slot = next(slot);
    }
    known[slot] = one;
  }

  private Labels labels(JsonNode written) {
    Map<String, String> labels = new HashMap<>();
    if (written.isObject()) {
      written
          .properties()
          .forEach(
              entry ->
                  Json.text(entry.getValue()).ifPresent(text -> put(labels, entry.getKey(), text)));
    } else if (written.isArray()) {
      written.forEach(element -> Json.text(element).ifPresent(text -> pair(labels, text)));
    } else {
      Json.text(written)
          .ifPresent(
              text -> SEPARATOR.splitAsStream(text).forEach(one -> pair(labels, one.strip())));
    }
    return Labels.of(labels);
  }

  private void pair(Map<String, String> labels, String text) {
    int equals = text.indexOf('=');
    put(
        labels,
        equals < 0 ? text : text.substring(0, equals),
        equals < 0 ? "" : text.substring(equals + 1));
  }

  private void put(Map<String, String> labels, String written, String value) {
    naming.key(written).filter(key -> !key.isEmpty()).ifPresent(key -> labels.put(key, value));
  }
}
