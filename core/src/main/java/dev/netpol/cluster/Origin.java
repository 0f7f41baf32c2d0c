// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

/** How an object became known; what stands first wins where two speak of one object. */
public enum Origin {
  /** A snapshot that was given. */
  SNAPSHOT,
  /** An object that a trace carries with it. */
  TRACE,
  /** Names and labels that another tool wrote beside a connection. */
  SIGHTING
}
