// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report.map;

import dev.netpol.report.map.Place.Kind;
import java.util.ArrayList;
import java.util.List;

/** Places and links for tests. */
final class Town {
  private final List<Link> links = new ArrayList<>();

  static Place pods(String namespace, String name) {
    return new Place(
        Kind.WORKLOAD, namespace + "/" + name, namespace, name, "Deployment", "policy-" + name);
  }

  static Place address(String ip) {
    return new Place(Kind.OUTSIDE, ip, "", ip, "outside", "");
  }

  Town link(Place from, Place to, String port) {
    return link(from, to, port, Tone.SEEN);
  }

  Town link(Place from, Place to, String port, Tone tone) {
    links.add(new Link(from, to, port, tone, tone == Tone.SEEN ? "" : "because", "list"));
    return this;
  }

  TrafficMap map() {
    return TrafficMap.of(links);
  }

  /**
   * Namespaces of so many workloads, each of which calls the next in its own and one in another.
   */
  static TrafficMap large(int namespaces, int workloads) {
    Town town = new Town();
    for (int n = 0; n < namespaces; n++) {
      for (int w = 0; w < workloads; w++) {
        Place one = pods("team-" + n, "app-" + w);
        town.link(one, pods("team-" + n, "app-" + (w + 1) % workloads), "8080");
        town.link(one, pods("team-" + (n + 1) % namespaces, "app-" + w), "9090");
      }
    }
    return town.map();
  }
}
