// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

/** Why a record of a trace is not counted as a connection. */
public enum SkipReason {
  BLANK("blank lines"),
  /** Begins like a record of the format and breaks off, or holds another one in its middle. */
  TORN("torn records"),
  NOT_JSON("lines that are not JSON"),
  /** A line of text that the format does not know, for example a banner. */
  NOT_A_RECORD("lines that are not of the format"),
  TOO_LONG("records above the length limit"),
  TOO_DEEP("records above the nesting limit"),
  UNKNOWN_TYPE("records of an unknown type"),
  /** Of a format that can be read, in a file of another one: a file is read as one format. */
  FOREIGN("records of another format than the file's"),
  /** A record of the format that says nothing about a connection, for example debug output. */
  NOT_A_CONNECTION("records that are not connections"),
  /** A connection without a usable address, port or protocol. */
  MALFORMED("malformed records"),
  /** ICMP and the like: no NetworkPolicy port can name it. */
  OTHER_PROTOCOL("records of protocols that policies cannot name");

  private final String label;

  SkipReason(String label) {
    this.label = label;
  }

  /** Whether such a record may have been a connection that a policy is about. */
  public boolean mayBeConnection() {
    return this == TORN
        || this == TOO_LONG
        || this == TOO_DEEP
        || this == FOREIGN
        || this == MALFORMED;
  }

  /** For people, in the plural. */
  public String label() {
    return label;
  }
}
