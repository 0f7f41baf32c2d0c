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

  private static final int REMEMBERED = 1 << 12;

  /** Bytes of a text that is worth it: what is remembered of hostile ones must end somewhere. */
  private static final int LONGEST = 1 << 12;

  private static final Pattern SEPARATOR = Pattern.compile("\\s*[,|]\\s*");

  /** Which keys are a pod's labels, and what they are called there. */
  interface Naming {
    /** The key of the label, empty if it is none. */
    Optional<String> key(String written);
  }

  private static final class Known {
    final byte[] written;
    final byte[] labels;

    Known(byte[] written, byte[] labels) {
      this.written = written;
      this.labels = labels;
    }
  }

  private final JsonMapper mapper;
  private final Naming naming;
  private final @Nullable Known[] known = new Known[REMEMBERED];

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
    int slot = hash(bytes, from, to) >>> 20 & REMEMBERED - 1;
    Known one = known[slot];
    if (one != null && Arrays.equals(one.written, 0, one.written.length, bytes, from, to)) {
      return one.labels;
    }
    Labels labels = labels(mapper.readTree(bytes, from, to - from));
    byte[] json =
        labels.isEmpty() ? new byte[0] : Json.write(labels).getBytes(StandardCharsets.UTF_8);
    if (to - from <= LONGEST) {
      known[slot] = new Known(Arrays.copyOfRange(bytes, from, to), json);
    }
    return json;
  }

  private static int hash(byte[] bytes, int from, int to) {
    long hash = (long) to - from;
    int i = from;
    for (; i + 8 <= to; i += 8) {
      hash = (hash ^ Words.at(bytes, i)) * 0x9e37_79b9_7f4a_7c15L;
      hash ^= hash >>> 32;
    }
    for (; i < to; i++) {
      hash = (hash ^ bytes[i]) * 0x9e37_79b9_7f4a_7c15L;
    }
    return (int) (hash >>> 32);
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
          .ifPresent(text -> SEPARATOR.splitAsStream(text).forEach(one -> pair(labels, one)));
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
