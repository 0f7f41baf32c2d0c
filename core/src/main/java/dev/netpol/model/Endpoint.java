// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

/**
 * One end of a flow, as far as a policy can name it. Closed: every address of a trace becomes
 * exactly one of these, and what could not be resolved says why.
 */
public sealed interface Endpoint extends Comparable<Endpoint>
    permits Workload, Node, External, Unresolved {

  /** Order of the kinds, then by text: stable in every report. */
  @Override
  default int compareTo(Endpoint other) {
    int order = Integer.compare(rank(), other.rank());
    return order != 0 ? order : sortKey().compareTo(other.sortKey());
  }

  /** Position of the kind in listings. */
  int rank();

  /** Sorts within a kind. */
  String sortKey();
}
