// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report.map;

/**
 * Chooses the box that a place is drawn as; as a caller it may be another one than as who answers.
 */
interface Boxes {
  Box box(Place place, boolean calls);

  /** These for workloads, those for all else. */
  default Boxes or(Boxes others) {
    return (it, calls) -> it.isWorkload() ? box(it, calls) : others.box(it, calls);
  }
}
