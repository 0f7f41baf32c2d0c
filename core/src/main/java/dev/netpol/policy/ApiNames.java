// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the API server takes as a name (apimachinery, util/validation). Each check answers with the
 * rule that is broken, or nothing.
 */
final class ApiNames {

  private static final Pattern QUALIFIED =
      Pattern.compile("([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final Pattern SUBDOMAIN = Pattern.compile("[a-z0-9]([-a-z0-9.]*[a-z0-9])?");
  private static final Pattern PORT = Pattern.compile("[-a-z0-9]*[a-z][-a-z0-9]*");

  private ApiNames() {}

  /** A label key: an optional DNS subdomain and {@code /}, then a name. */
  static Optional<String> labelKey(String key) {
    int slash = key.indexOf('/');
    if (slash >= 0) {
      Optional<String> prefix = subdomain(key.substring(0, slash));
      if (prefix.isPresent()) {
        return prefix.map(rule -> "the part before the slash " + rule);
      }
    }
    String name = key.substring(slash + 1);
    return name.length() <= 63 && QUALIFIED.matcher(name).matches()
        ? Optional.empty()
        : Optional.of(
            "a label key should be at most 63 letters, digits, '-', '_' or '.', with a letter or"
                + " digit at both ends, after an optional DNS name and one slash");
  }

  static Optional<String> labelValue(String value) {
    return value.isEmpty() || (value.length() <= 63 && QUALIFIED.matcher(value).matches())
        ? Optional.empty()
        : Optional.of(
            "a label value should be at most 63 letters, digits, '-', '_' or '.', with a letter or"
                + " digit at both ends");
  }

  /** An RFC 1123 subdomain: the name of most objects. */
  static Optional<String> subdomain(String name) {
    boolean valid =
        name.length() <= 253
            && SUBDOMAIN.matcher(name).matches()
            && !name.contains("..")
            && !name.contains(".-")
            && !name.contains("-.");
    return valid
        ? Optional.empty()
        : Optional.of(
            "should be at most 253 lower-case letters, digits, '-' or '.', with a letter or digit"
                + " at both ends of each part");
  }

  /** An RFC 1123 label: the name of a namespace. */
  static Optional<String> label(String name) {
    return name.length() <= 63 && LABEL.matcher(name).matches()
        ? Optional.empty()
        : Optional.of(
            "should be at most 63 lower-case letters, digits or '-', with a letter or digit at both"
                + " ends");
  }

  /** An IANA service name: the name of a container port. */
  static Optional<String> port(String name) {
    boolean valid =
        name.length() <= 15
            && PORT.matcher(name).matches()
            && !name.contains("--")
            && !name.startsWith("-")
            && !name.endsWith("-");
    return valid
        ? Optional.empty()
        : Optional.of(
            "a port name should be at most 15 lower-case letters, digits or '-', with at least one"
                + " letter, and no '-' at an end or twice in a row");
  }
}
