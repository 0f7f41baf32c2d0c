// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.netpol.model.Labels;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object as Go's decoder reads it: the case of keys does not matter (encoding/json,
 * Unmarshal: "preferring an exact match but also accepting a case-insensitive match").
 */
final class LooseObject {

  private static final LooseObject EMPTY = new LooseObject(new HashMap<>());

  private final Map<String, JsonNode> fields;

  private LooseObject(Map<String, JsonNode> fields) {
    this.fields = fields;
  }

  /** Has no fields if the node is not an object. */
  static LooseObject of(JsonNode node) {
    if (!node.isObject()) {
      return EMPTY;
    }
    Map<String, JsonNode> fields = new HashMap<>();
    node.properties()
        .forEach(field -> fields.put(field.getKey().toLowerCase(Locale.ROOT), field.getValue()));
    return new LooseObject(fields);
  }

  /** The first of these keys that is there, in whatever case. */
  JsonNode first(String... keys) {
    for (String key : keys) {
      JsonNode node = fields.get(key.toLowerCase(Locale.ROOT));
      if (node != null && !node.isNull()) {
        return node;
      }
    }
    return MissingNode.getInstance();
  }

  boolean has(String... keys) {
    return !first(keys).isMissingNode();
  }

  /** Empty when none of them is there. */
  String text(String... keys) {
    return Json.text(first(keys)).orElse("");
  }

  Optional<Long> number(String... keys) {
    return Json.number(first(keys));
  }

  LooseObject object(String... keys) {
    return of(first(keys));
  }

  Labels labels(String... keys) {
    return first(keys).isObject() ? Json.labels(first(keys)) : Labels.NONE;
  }
}
