// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.report.map.Place;
import dev.netpol.report.map.Place.Kind;

/** Ends of flows as places on a map. */
final class Places {
  private Places() {}

  /**
   * Where one stands.
   *
   * @param target the part of the page that tells more of a workload or an address; empty for none
   */
  static Place of(Party it, String target) {
    return switch (it.kind()) {
      case "workload" ->
          new Place(Kind.WORKLOAD, it.id(), it.namespace(), it.name(), it.controller(), target);
      case "node" -> new Place(Kind.NODE, it.id(), "", it.name(), "node", "");
      case "external" -> new Place(Kind.OUTSIDE, it.id(), "", it.address(), "outside", target);
      default -> new Place(Kind.UNKNOWN, it.id(), "", it.shown(), it.reason(), "");
    };
  }

  /** {@code 443}, or {@code 53/UDP}: hardly anything is not TCP. */
  static String port(int port, String protocol) {
    return protocol.equals("TCP") ? port + "" : port + "/" + protocol;
  }
}
