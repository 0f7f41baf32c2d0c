// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Maps, lists, strings, numbers and booleans as indented JSON, in ASCII, so that no terminal acts
 * on it. Keys keep the order of their map, so it should have one; each text ends with a line feed.
 */
public final class JsonText {
  private static final JsonFactory JSON =
      JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  /** As kubectl indents. */
  private static final String KUBECTL = "    ";

  private JsonText() {}

  /** A Kubernetes object, as kubectl prints it. */
  static String of(Map<String, ?> root) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      write(root, KUBECTL, out);
    } catch (IOException e) {
      throw new UncheckedIOException("an array does not fail", e);
    }
    return out.toString(StandardCharsets.US_ASCII);
  }

  /**
   * Writes a document of our own, two spaces a level.
   *
   * @throws IOException if {@code out} does
   */
  public static void write(Map<String, ?> root, OutputStream out) throws IOException {
    write(root, "  ", out);
  }

  private static void write(Map<String, ?> root, String indentation, OutputStream out)
      throws IOException {
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      DefaultIndenter indenter = new DefaultIndenter(indentation, "\n");
      json.setPrettyPrinter(
          new DefaultPrettyPrinter(
                  Separators.createDefaultInstance()
                      .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
                      .withObjectEmptySeparator("")
                      .withArrayEmptySeparator(""))
              .withObjectIndenter(indenter)
              .withArrayIndenter(indenter));
      value(json, root);
    }
    out.write('\n');
    out.flush();
  }

  private static void value(JsonGenerator json, Object value) throws IOException {
    if (value instanceof PolicyShape.Commented commented) {
      value(json, commented.value());
    } else if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName(entry.getKey().toString());
        value(json, entry.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof Iterable<?> items) {
      json.writeStartArray();
      for (Object item : items) {
        value(json, item);
      }
      json.writeEndArray();
    } else if (value instanceof Number number) {
      json.writeNumber(number.longValue());
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else {
      json.writeString(value.toString());
    }
  }
}
