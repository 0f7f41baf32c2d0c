// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.netpol.model.Position;
import dev.netpol.policy.Problems.Refused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads JSON documents, one after the other. */
final class JsonTrees {

  private static final JsonFactory JSON = new JsonFactory();

  private final String input;
  private final YamlLimits limits;
  private final Problems problems;
  private final JsonParser parser;
  private long nodes;

  private JsonTrees(String text, String input, YamlLimits limits, Problems problems)
      throws IOException {
    this.input = input;
    this.limits = limits;
    this.problems = problems;
    parser = JSON.createParser(text);
  }

  static void read(
      String text, String input, YamlLimits limits, Problems problems, Consumer<Tree> documents) {
    try {
      JsonTrees trees = new JsonTrees(text, input, limits, problems);
      try (trees.parser) {
        while (trees.parser.nextToken() != null) {
          trees.nodes = 0;
          documents.accept(trees.node(1));
        }
      }
    } catch (JsonProcessingException e) {
      throw new Refused("json-syntax", at(input, e.getLocation()), "not JSON: " + reason(e), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String reason(JsonProcessingException e) {
    String message = e.getOriginalMessage().lines().findFirst().orElse("");
    return Quote.escape(message.length() > 160 ? message.substring(0, 160) + "..." : message);
  }

  private static Position at(String input, JsonLocation location) {
    return location == null
        ? Position.of(input)
        : new Position(
            input, Math.max(0, location.getLineNr()), Math.max(0, location.getColumnNr()));
  }

  private Position at() {
    return at(input, parser.currentTokenLocation());
  }

  private Tree node(int depth) throws IOException {
    Position at = at();
    limits.checkDepth(depth, at);
    limits.checkNodes(++nodes, at);
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(at, depth);
      case START_ARRAY -> sequence(at, depth);
      case VALUE_STRING -> new Tree.Text(at, parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new Tree.Numeric(at, parser.getText(), parser.getDecimalValue());
      case VALUE_TRUE, VALUE_FALSE -> new Tree.Bool(at, parser.getText(), parser.getBooleanValue());
      default -> new Tree.Null(at);
    };
  }

  private Tree sequence(Position at, int depth) throws IOException {
    List<Tree> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(node(depth + 1));
    }
    return new Tree.Sequence(at, items);
  }

  private Tree mapping(Position at, int depth) throws IOException {
    List<Tree.Entry> entries = new ArrayList<>();
    Map<String, Position> seen = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      Position keyAt = at();
      parser.nextToken();
      Tree value = node(depth + 1);
      Position first = seen.putIfAbsent(key, keyAt);
      if (first == null) {
        entries.add(new Tree.Entry(key, keyAt, value));
      } else {
        problems.duplicateKey(key, keyAt, first);
      }
    }
    return new Tree.Mapping(at, entries);
  }
}
