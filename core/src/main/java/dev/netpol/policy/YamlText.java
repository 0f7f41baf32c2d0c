// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Cidr;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Writes maps, lists, strings and integers as YAML that YAML 1.1, YAML 1.2 and the API server read
 * alike: block style as kubectl prints it, lists not indented under their key, and in double quotes
 * whatever one of them would not read as the same string.
 */
final class YamlText {

  /** Words that are booleans or null to YAML 1.1 or 1.2, in lower case. */
  private static final Set<String> WORDS =
      Set.of("y", "yes", "n", "no", "true", "false", "on", "off", "null");

  private final StringBuilder out;

  YamlText(StringBuilder out) {
    this.out = out;
  }

  /** The entries of a map, each on its own line, indented by {@code indent}. */
  void map(Map<?, ?> map, int indent) {
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!first) {
        indent(indent);
      }
      first = false;
      out.append(scalar(entry.getKey())).append(':');
      value(entry.getValue(), indent);
    }
  }

  private void value(Object value, int indent) {
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      out.append('\n');
      indent(indent + 2);
      map(map, indent + 2);
    } else if (value instanceof List<?> list && !list.isEmpty()) {
      out.append('\n');
      list(list, indent);
    } else {
      out.append(' ').append(scalar(value)).append('\n');
    }
  }

  private void list(List<?> list, int indent) {
    for (Object item : list) {
      Object value = item;
      if (item instanceof PolicyShape.Commented commented) {
        comments(commented.comments(), indent);
        value = commented.value();
      }
      indent(indent);
      out.append("- ");
      if (value instanceof Map<?, ?> map && !map.isEmpty()) {
        map(map, indent + 2);
      } else {
        out.append(scalar(value)).append('\n');
      }
    }
  }

  /** Each text on one line, whatever it holds. */
  void comments(List<String> comments, int indent) {
    for (String comment : comments) {
      indent(indent);
      out.append(("# " + Quote.escape(comment)).stripTrailing()).append('\n');
    }
  }

  private void indent(int width) {
    out.append(" ".repeat(width));
  }

  private static String scalar(Object value) {
    if (value instanceof String text) {
      return string(text);
    }
    return value instanceof Map<?, ?> ? "{}" : value.toString();
  }

  static String string(String text) {
    return isPlain(text) || isBlock(text) ? text : quoted(text);
  }

  /** Starts with a letter, has nothing that means something to YAML, and is no word of it. */
  private static boolean isPlain(String text) {
    if (text.isEmpty() || !isLetter(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetter(c) && !isDigit(c) && "-_./".indexOf(c) < 0) {
        return false;
      }
    }
    return text.length() > 5 || !WORDS.contains(text.toLowerCase(Locale.ROOT));
  }

  /** An IPv4 block, which kubectl leaves unquoted too: the slash keeps it from being a number. */
  private static boolean isBlock(String text) {
    int slash = text.indexOf('/');
    return slash > 0
        && isDigit(text.charAt(0))
        && text.indexOf(':') < 0
        && Cidr.tryParse(text).isPresent();
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** With escapes that both versions know; ASCII only. */
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            point -> {
              if (point == '"' || point == '\\') {
                quoted.append('\\').append((char) point);
              } else if (point >= 0x20 && point < 0x7f) {
                quoted.append((char) point);
              } else if (point >= 0xd800 && point <= 0xdfff) {
                // Half a surrogate pair is no character in any YAML.
                quoted.append("\\ufffd");
              } else {
                quoted.append(
                    String.format(Locale.ROOT, point > 0xffff ? "\\U%08x" : "\\u%04x", point));
              }
            });
    return quoted.append('"').toString();
  }
}
