// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A parser that writes down what is read from it: all but what is skipped. So a copy has what the
 * readers of the kinds look at and nothing else, without a list of fields beside theirs.
 */
final class NotedParser extends JsonParserDelegate {
  private static final Pattern JSON_NUMBER =
      Pattern.compile("-?(?:0|[1-9]\\d*)(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");

  private final JsonGenerator copy;
  private @Nullable String name;
  private boolean pending = true;

  /** Begins with the value that the parser stands on, which is that of a field. */
  NotedParser(JsonParser parser, String field, JsonGenerator copy) {
    super(parser);
    this.name = field;
    this.copy = copy;
  }

  @Override
  public @Nullable JsonToken nextToken() throws IOException {
    write();
    JsonToken next = super.nextToken();
    if (next == JsonToken.FIELD_NAME) {
      name = currentName();
    } else {
      pending = next != null;
    }
    return next;
  }

  @Override
  public JsonParser skipChildren() throws IOException {
    pending = false;
    name = null;
    super.skipChildren();
    return this;
  }

  /** Writes the last value, which nobody has read past. */
  void finish() throws IOException {
    write();
  }

  private void write() throws IOException {
    if (!pending) {
      return;
    }
    pending = false;
    JsonToken token = currentToken();
    if (token.isStructEnd()) {
      copy.copyCurrentEvent(this);
      return;
    }
    if (name != null) {
      copy.writeFieldName(name);
      name = null;
    }
    if (token.isNumeric()) {
      number(getText());
    } else {
      copy.copyCurrentEvent(this);
    }
  }

  /** As it is spelt, which YAML does in more ways than JSON. */
  private void number(String text) throws IOException {
    if (JSON_NUMBER.matcher(text).matches()) {
      copy.writeNumber(text);
    } else {
      copy.writeString(text);
    }
  }
}
