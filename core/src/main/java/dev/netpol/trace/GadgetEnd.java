// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

/** One end of a connection as Inspektor Gadget's columns show it; reused. */
final class GadgetEnd {
  Identity.Kind kind = Identity.Kind.NONE;
  String namespace = "";
  String name = "";
  String address = "";
  int port;

  private final AddressSlot slot = new AddressSlot();

  /** Whether the word is an end; if so, it is held. */
  boolean read(String word) {
    int colon = word.lastIndexOf(':');
    port = TextFields.port(word.substring(colon + 1));
    kind = Identity.Kind.NONE;
    namespace = "";
    name = "";
    address = "";
    if (colon < 1 || port < 0) {
      return false;
    }
    String end = word.substring(0, colon);
    return switch (end.substring(0, Math.min(2, end.length()))) {
      case "p/" -> named(Identity.Kind.POD, end.substring(2));
      case "s/" -> named(Identity.Kind.SERVICE, end.substring(2));
      case "r/" -> address(Identity.Kind.OTHER, end.substring(2));
      default -> address(Identity.Kind.NONE, end);
    };
  }

  private boolean named(Identity.Kind which, String text) {
    int slash = text.indexOf('/');
    if (slash < 1 || slash == text.length() - 1) {
      return false;
    }
    kind = which;
    namespace = text.substring(0, slash);
    name = text.substring(slash + 1);
    return true;
  }

  private boolean address(Identity.Kind which, String text) {
    kind = which;
    boolean brackets = text.startsWith("[") && text.endsWith("]");
    address = brackets ? text.substring(1, text.length() - 1) : text;
    byte[] bytes = address.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return slot.parse(bytes, 0, bytes.length);
  }
}
