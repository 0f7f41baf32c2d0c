// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Position;
import dev.netpol.policy.Problems.Refused;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a plain scalar means to the YAML library of the API server (sigs.k8s.io/yaml, which reads
 * with goyaml.v2): YAML 1.1 booleans, octal {@code 012} and {@code 0o12}, hexadecimal and binary
 * integers, underscores; but no base 60, and timestamps stay strings.
 */
final class GoScalar {

  private static final Set<String> TRUE =
      Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
  private static final Set<String> FALSE =
      Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
  private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> NO_JSON =
      Set.of(
          ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf",
          "-.Inf", "-.INF");

  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern INTEGER =
      Pattern.compile("[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)");

  /** Longer ones overflow there; the exact value no longer matters to any field. */
  private static final int LONGEST_NUMBER = 400;

  /** Tags of YAML itself begin so. */
  private static final String STANDARD = "tag:yaml.org,2002:";

  private GoScalar() {}

  /** The value of an unquoted scalar without a tag. */
  static Tree resolve(Position at, String text) {
    if (NULL.contains(text)) {
      return new Tree.Null(at);
    }
    if (TRUE.contains(text) || FALSE.contains(text)) {
      return new Tree.Bool(at, text, TRUE.contains(text));
    }
    if (NO_JSON.contains(text)) {
      return new Tree.Numeric(at, text, null);
    }
    return number(text)
        .<Tree>map(value -> new Tree.Numeric(at, text, value))
        .orElseGet(() -> new Tree.Text(at, text));
  }

  /**
   * The value of a scalar with a tag. The tag must be what the text is anyway; only an integer may
   * be called a float.
   */
  static Tree tagged(Position at, String tag, String text) {
    String kind = tag.startsWith(STANDARD) ? tag.substring(STANDARD.length()) : "str";
    if (kind.equals("str")) {
      return new Tree.Text(at, text);
    }
    if (kind.equals("binary")) {
      throw new Refused("yaml-syntax", at, "the tag !!binary has no place here", "");
    }
    Tree tree = resolve(at, text);
    BigDecimal number = tree instanceof Tree.Numeric it ? it.value() : null;
    boolean fits =
        switch (kind) {
          case "bool" -> tree instanceof Tree.Bool;
          case "null" -> tree instanceof Tree.Null;
          case "int" -> number != null && number.scale() <= 0;
          case "float" -> tree instanceof Tree.Numeric;
          case "timestamp" -> tree instanceof Tree.Text;
          default -> false;
        };
    if (!fits) {
      throw new Refused("decode", at, Quote.of(text) + " is no !!" + Quote.escape(kind), "");
    }
    return tree;
  }

  private static Optional<BigDecimal> number(String text) {
    char first = text.charAt(0);
    boolean mayBe = first == '+' || first == '-' || first == '.' || (first >= '0' && first <= '9');
    if (!mayBe || text.length() > LONGEST_NUMBER) {
      return Optional.empty();
    }
    String plain = first == '.' ? text : text.replace("_", "");
    if (INTEGER.matcher(plain).matches()) {
      return Optional.of(new BigDecimal(integer(plain)));
    }
    if (!FLOAT.matcher(plain).matches() || Double.isInfinite(Double.parseDouble(plain))) {
      return Optional.empty();
    }
    return Optional.of(BigDecimal.valueOf(Double.parseDouble(plain)));
  }

  /** By its prefix, as Go's {@code strconv.ParseInt(text, 0, 64)} and {@code big.Int} do. */
  private static BigInteger integer(String text) {
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    int radix = 10;
    if (digits.length() > 1 && digits.charAt(0) == '0') {
      char kind = Character.toLowerCase(digits.charAt(1));
      radix = kind == 'x' ? 16 : kind == 'b' ? 2 : 8;
      digits = digits.substring(kind >= '0' && kind <= '7' ? 1 : 2);
    }
    BigInteger value = new BigInteger(digits, radix);
    return negative ? value.negate() : value;
  }

  /** How a key that is no string is spelled in JSON; empty where that library refuses it. */
  static Optional<String> key(Tree key) {
    if (key instanceof Tree.Text text) {
      return Optional.of(text.value());
    }
    if (key instanceof Tree.Bool bool) {
      return Optional.of(Boolean.toString(bool.value()));
    }
    if (key instanceof Tree.Numeric number
        && number.value() != null
        && number.value().stripTrailingZeros().scale() <= 0
        && number.value().precision() - number.value().scale() < 7) {
      return Optional.of(number.value().toBigInteger().toString());
    }
    return Optional.empty();
  }
}
