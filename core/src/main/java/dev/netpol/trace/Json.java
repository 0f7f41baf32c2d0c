// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.netpol.model.Labels;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads JSON of strangers. */
final class Json {

  private static final JsonMapper DEFAULT = mapper(ReadLimits.DEFAULT);

  /** A label's key has up to 317 characters. */
  private static final int LONGEST_NAME = 512;

  private Json() {}

  /**
   * For other tools' logs, whose names of fields are short: a parser remembers those it has seen,
   * up to some thousands.
   */
  static JsonFactory factory(ReadLimits limits) {
    return factory(limits, LONGEST_NAME);
  }

  private static JsonFactory factory(ReadLimits limits, int longestName) {
    return JsonFactory.builder()
        // Names of fields are hostile, too: the JVM would keep interned ones.
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        // All is UTF-8; two zero bytes do not make it something else.
        .disable(JsonFactory.Feature.CHARSET_DETECTION)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(limits.nesting())
                .maxStringLength(Integer.MAX_VALUE)
                .maxNameLength(longestName)
                .build())
        .build();
  }

  static JsonMapper mapper(ReadLimits limits) {
    return JsonMapper.builder(factory(limits, Integer.MAX_VALUE))
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .build();
  }

  /** The object of texts in these bytes; what is not a text or number in it is left out. */
  static Labels labels(byte[] bytes, int from, int length) {
    try {
      return labels(DEFAULT.readTree(bytes, from, length));
    } catch (IOException e) {
      throw new AssertionError("labels were checked when they were read", e);
    }
  }

  static Labels labels(JsonNode object) {
    Map<String, String> labels = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            entry -> text(entry.getValue()).ifPresent(text -> labels.put(entry.getKey(), text)));
    return Labels.of(labels);
  }

  /** The text of a scalar; empty for null, objects and arrays. */
  static Optional<String> text(JsonNode node) {
    return node.isValueNode() && !node.isNull() && !node.isMissingNode()
        ? Optional.of(node.asText())
        : Optional.empty();
  }

  /** A whole number, also as text. */
  static Optional<Long> number(JsonNode node) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      return Optional.of(node.longValue());
    }
    return node.isTextual() ? number(node.textValue()) : Optional.empty();
  }

  static Optional<Long> number(String text) {
    // Most of what is no number is a word: to throw for each is dear.
    if (text.isEmpty() || !Character.isDigit(text.charAt(text.length() - 1))) {
      return Optional.empty();
    }
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** As a JSON object. */
  static String write(Labels labels) {
    return DEFAULT.valueToTree(labels.asMap()).toString();
  }
}
