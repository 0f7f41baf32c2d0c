// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Protocol;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the names that people give ends and ports. */
final class EndpointText {

  /** Longer than any name of the API. */
  private static final int LONGEST = 600;

  /** RFC 1123 labels and subdomains: a namespace has no dots. */
  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");

  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-.a-z0-9]*[a-z0-9])?");
  private static final Pattern KIND = Pattern.compile("[A-Za-z][A-Za-z0-9]*");

  /** IANA_SVC_NAME, as core/v1 ContainerPort has it. */
  private static final Pattern PORT_NAME =
      Pattern.compile("(?=[-0-9]*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?");

  private static final Pattern DIGITS = Pattern.compile("[0-9]+");

  private EndpointText() {}

  static Question question(String text) {
    String[] ends = text.split("->", -1);
    if (ends.length != 2) {
      throw wrong(text, "write FROM -> TO:PORT, for example dev/client -> dev/web:80");
    }
    return question(ends[0].strip(), ends[1].strip());
  }

  static Question question(String from, String to) {
    EndpointName sender = endpoint(from);
    int colon = to.lastIndexOf(':');
    if (colon <= to.lastIndexOf(']') || colon < 0) {
      throw wrong(
          to,
          "it has no port: write it behind a colon, for example dev/web:80 or [fd00::1]:53/UDP");
    }
    return new Question(sender, endpoint(to.substring(0, colon)), port(to.substring(colon + 1)));
  }

  static EndpointName endpoint(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      throw wrong(
          text, text.isEmpty() ? "an end of a connection is missing" : "it is too long for a name");
    }
    if (text.indexOf('/') < 0) {
      return new EndpointName.Address(address(text, text));
    }
    int at = text.indexOf('@');
    String pods = at < 0 ? text : text.substring(0, at);
    Optional<IpAddress> address =
        at < 0 ? Optional.empty() : Optional.of(address(text.substring(at + 1), text));
    List<String> parts = List.of(pods.split("/", -1));
    boolean kind = parts.size() == 3;
    if (parts.size() > 3
        || !NAMESPACE.matcher(parts.get(0)).matches()
        || !NAME.matcher(parts.get(parts.size() - 1)).matches()
        || (kind && !KIND.matcher(parts.get(1)).matches())) {
      throw wrong(
          text, "write namespace/name, namespace/Kind/name, namespace/pod@address or an address");
    }
    return new EndpointName.Pods(
        parts.get(0),
        kind ? Optional.of(parts.get(1)) : Optional.empty(),
        parts.get(parts.size() - 1),
        address);
  }

  /** IPv4 bare, IPv6 in brackets: a colon starts a port. */
  private static IpAddress address(String text, String whole) {
    boolean brackets = text.startsWith("[") && text.endsWith("]");
    Optional<IpAddress> ip =
        IpAddress.tryParse(brackets ? text.substring(1, text.length() - 1) : text);
    if (ip.isPresent() && brackets && !text.contains(":")) {
      throw wrong(whole, "an IPv4 address stands without brackets");
    }
    if (ip.isPresent() && !brackets && text.contains(":")) {
      throw wrong(whole, "put an IPv6 address in brackets: [" + text + "]");
    }
    return ip.orElseThrow(
        () ->
            wrong(
                whole,
                "it is no address, and a pod or workload has its namespace before it: namespace/name"));
  }

  static PortName port(String text) {
    int slash = text.indexOf('/');
    String port = slash < 0 ? text : text.substring(0, slash);
    Optional<Protocol> protocol =
        slash < 0 ? Optional.of(Protocol.TCP) : Protocol.tryParse(text.substring(slash + 1));
    if (protocol.isEmpty()) {
      throw wrong(text, "the protocols are TCP, UDP and SCTP");
    }
    if (DIGITS.matcher(port).matches()) {
      int number = port.length() > 5 ? 0 : Integer.parseInt(port);
      if (number < 1 || number > 65535) {
        throw wrong(text, "a port is a number from 1 to 65535");
      }
      return new PortName(protocol.get(), "", number);
    }
    if (!PORT_NAME.matcher(port).matches()) {
      throw wrong(text, "a port is a number from 1 to 65535 or the name that a container gives it");
    }
    return new PortName(protocol.get(), port, 0);
  }

  static String bracketed(IpAddress ip) {
    return ip.isV4() ? ip.toString() : "[" + ip + "]";
  }

  private static IllegalArgumentException wrong(String text, String rule) {
    String shown = text.length() > LONGEST ? text.substring(0, 60) + "..." : text;
    return new IllegalArgumentException('"' + shown + "\": " + rule);
  }
}
