// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance.lab;

/**
 * One connection that somebody in the lab makes.
 *
 * @param process how the process that makes it is called
 * @param how {@code tcp}; {@code udp} of a connected socket, {@code sendto} of one that is not
 * @param from an address of who makes it
 */
record Call(String process, String how, String from, String to, int port) {

  /**
   * What came of it.
   *
   * @param outcome {@code established} where somebody answered; {@code refused}, {@code timeout},
   *     {@code error-} and a number
   * @param sourcePort the caller's port, 0 where it is not known
   * @param who answered; {@code -} for nobody
   */
  record Answer(String outcome, int sourcePort, String who) {
    boolean worked() {
      return outcome.equals("established");
    }
  }

  /** Within the caller's own network namespace. */
  boolean isLocal() {
    return to.startsWith("127.");
  }

  @Override
  public String toString() {
    return "%s %s -> %s:%d/%s".formatted(process, from, to, port, how);
  }

  String protocol() {
    return how.equals("tcp") ? "TCP" : "UDP";
  }
}
