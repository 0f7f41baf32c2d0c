// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

/** What numbers of protocols and ports say of a connection. */
final class Transport {

  /** Ports from here on are those that a client gets (Linux, net.ipv4.ip_local_port_range). */
  private static final int CLIENTS = 32_768;

  private Transport() {}

  /** The name of a number (IANA, Assigned Internet Protocol Numbers); any other text as it is. */
  static String protocol(String text) {
    return switch (text) {
      case "6" -> "TCP";
      case "17" -> "UDP";
      case "132" -> "SCTP";
      default -> text;
    };
  }

  static boolean isClients(long port) {
    return port >= CLIENTS;
  }

  /**
   * Whether the ports tell that the first one is the client's: they do, where one of them is a port
   * that clients get and the other is not.
   */
  static boolean clientFirst(long first, long second) {
    return isClients(first) && !isClients(second);
  }
}
