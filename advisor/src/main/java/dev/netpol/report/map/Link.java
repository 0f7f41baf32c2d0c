// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report.map;

/**
 * Connections from one place to another on a port.
 *
 * @param port in a few characters: {@code 443}, {@code 53/UDP}
 * @param note why it has this tone, safe to show; empty where there is nothing to explain
 * @param target the part of the page that tells more, by its id; empty for none
 */
public record Link(Place from, Place to, String port, Tone tone, String note, String target) {

  /** The same between other places. */
  Link between(Place one, Place other) {
    return new Link(one, other, port, tone, note, target);
  }
}
