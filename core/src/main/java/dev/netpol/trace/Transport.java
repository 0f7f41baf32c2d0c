// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

/** What numbers of protocols and ports say of a connection. */
final class Transport {

  /** Ports from here on are those that a client gets (Linux, net.ipv4.ip_local_port_range). */
  private static final int CLIENTS = 32_768;

  /** Ports below need a privilege (Linux, net.ipv4.ip_unprivileged_port_start). */
  private static final int PRIVILEGED = 1024;

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
   * Whether the first port is the client's, where nothing but the ports tells who began: the higher
   * one is. {@link #tell} says whether that is more than a guess.
   */
  static boolean clientFirst(long first, long second) {
    return first > second;
  }

  /**
   * Whether the ports of a connection tell which end is the client: one is a port that clients get,
   * and the other is not. Datagrams that come from a port that needs a privilege are from a server,
   * if they go to one that needs none.
   */
  static boolean tell(boolean tcp, long one, long other) {
    return isClients(one) != isClients(other)
        || (!tcp && (one == other || (one < PRIVILEGED) != (other < PRIVILEGED)));
  }
}
