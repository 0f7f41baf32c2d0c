// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report.map;

import dev.netpol.report.map.Districts.District;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What of a map one drawing shows, workload by workload. */
final class View {
  /** Lines to other namespaces that can still be told from each other. */
  private static final int STUB_LINES = 240;

  private View() {}

  /** All of it. */
  static Scene whole(TrafficMap map) {
    return scene(map.links(), (it, calls) -> Box.workload(it.namespace(), it));
  }

  /**
   * The workloads of a district, and whom they talk to; of other districts, that they are there.
   */
  static Scene district(TrafficMap map, District one, Districts all) {
    Set<Place> here = new HashSet<>(one.workloads());
    List<Link> links =
        map.links().stream()
            .filter(link -> here.contains(link.from()) || here.contains(link.to()))
            .toList();
    Boxes inside = (it, calls) -> Box.workload(one.label(), it);
    Scene scene =
        scene(
            links,
            (it, calls) ->
                here.contains(it) ? inside.box(it, calls) : all.stub(all.home(it), role(calls)));
    if (scene.lines().stream().filter(scene::leavesFrame).count() <= STUB_LINES) {
      return scene;
    }
    return scene(
        links,
        (it, calls) ->
            here.contains(it) ? inside.box(it, calls) : Districts.others("", role(calls)));
  }

  private static String role(boolean calls) {
    return calls ? "calls" : "answers";
  }

  private static Scene scene(List<Link> links, Boxes workloads) {
    Boxes boxes = workloads.or(new Outsiders(links, workloads));
    return Scene.of(
        links.stream()
            .map(
                link ->
                    new Scene.Call(
                        boxes.box(link.from(), true),
                        boxes.box(link.to(), false),
                        link.port(),
                        link.tone(),
                        link.note(),
                        link.target()))
            .toList());
  }
}
