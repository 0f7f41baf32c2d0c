// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report.map;

import dev.netpol.report.map.Districts.District;
import java.util.List;

/** What of a map one drawing shows, workload by workload. */
final class View {
  private View() {}

  /** All of it. */
  static Scene whole(TrafficMap map) {
    return scene(map.links());
  }

  /**
   * The workloads of a district, and whom they talk to; of other districts, that they are there.
   */
  static Scene district(TrafficMap map, District one, Districts all) {
    return scene(
        map.links().stream()
            .filter(it -> all.isIn(one, it.from()) || all.isIn(one, it.to()))
            .map(it -> it.between(all.from(one, it.from()), all.from(one, it.to())))
            .toList());
  }

  private static Scene scene(List<Link> links) {
    Outsiders outsiders = new Outsiders(links);
    return Scene.of(
        links.stream()
            .map(
                link ->
                    new Scene.Call(
                        outsiders.box(link.from(), true),
                        outsiders.box(link.to(), false),
                        link.port(),
                        link.tone(),
                        link.note(),
                        link.target()))
            .toList());
  }
}
