// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

/** Which end of a connection saw it. */
public enum Side {
  /** The initiator: a connect, a packet that leaves. */
  CONNECT,
  /** The responder: an accept, a packet that arrives. */
  ACCEPT
}
