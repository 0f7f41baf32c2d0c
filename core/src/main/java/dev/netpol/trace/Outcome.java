// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

/** How a connection ended up, as far as its source can tell. */
public enum Outcome {
  ESTABLISHED("established"),
  REFUSED("refused"),
  TIMEOUT("timeout"),
  /** Failed in another way; see the {@code errno}. */
  ERROR("error"),
  /** The source does not see outcomes: UDP, most other tools' logs. */
  ATTEMPTED("attempted"),
  /** A policy engine's log says that it dropped or rejected it. */
  DENIED("denied"),
  /**
   * Hardly a connection: as likely the answer to one that nobody saw, see {@link
   * EventView#uncertain}; or a connect over TCP that was not seen to end.
   */
  UNCERTAIN("uncertain");

  private final String id;

  Outcome(String id) {
    this.id = id;
  }

  /** The word that stands in a trace log. */
  public String id() {
    return id;
  }

  /** Whether the connection is not to be counted on: it did not come about, or hardly. */
  public boolean failed() {
    return this != ESTABLISHED && this != ATTEMPTED;
  }
}
