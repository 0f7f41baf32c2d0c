// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/**
 * One of the first records of an input, from which its format is recognised.
 *
 * @param line its text, without the prefix of a log
 * @param json the same if it is a JSON object, else missing
 */
record HeadLine(String line, JsonNode json) {

  static HeadLine notJson(String line) {
    return new HeadLine(line, MissingNode.getInstance());
  }

  /** The text at this key, empty when there is none. */
  String text(String key) {
    return Json.text(json.path(key)).orElse("");
  }

  boolean has(String key) {
    return json.has(key);
  }

  /** The keys in lower case, as a reader in Go would match them. */
  LooseObject loose() {
    return LooseObject.of(json);
  }
}
