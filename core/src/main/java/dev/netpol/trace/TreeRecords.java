// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/**
 * Records that are read as a tree: for formats of which there are many shapes and no large logs.
 */
abstract class TreeRecords extends JsonRecords {

  private final JsonMapper mapper;

  TreeRecords(ReadLimits limits) {
    this.mapper = Json.mapper(limits);
  }

  /** Hands the record on, in one call. */
  abstract boolean object(
      JsonNode object, byte[] bytes, int from, int to, RecordAt at, EventSink sink);

  @Override
  final boolean json(byte[] bytes, int from, int to, RecordAt at, EventSink sink)
      throws IOException {
    return object(mapper.readTree(bytes, from, to - from), bytes, from, to, at, sink);
  }
}
