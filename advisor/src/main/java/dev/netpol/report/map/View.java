// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report.map;

import dev.netpol.report.map.Districts.District;
import java.util.List;
import java.util.function.BiFunction;

/** What of a map one drawing shows, workload by workload. */
final class View {
  /** Of a box: more would make it taller than a screen. */
  private static final int ENTRIES = 24;

  /**
   * More of them are a thicket, and take minutes to lay out in layers. Then who calls stands in one
   * column and who is called in another, which any number of lines can join.
   */
  private static final int LINES = 600;

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
    Scene scene = Scene.of(calls(links, outsiders::box), ENTRIES);
    return scene.lines().size() > LINES
        ? Scene.of(calls(links, (it, calls) -> apart(outsiders.box(it, calls), calls)), 1)
        : scene;
  }

  /** A workload outside of its frame, as caller or as who is called. */
  private static Box apart(Box it, boolean calls) {
    return it.frame().isEmpty()
        ? it
        : new Box(
            "",
            it.name(),
            it.frame(),
            it.css(),
            it.target(),
            it.title(),
            (calls ? "calls " : "answers ") + it.key());
  }

  private static List<Scene.Call> calls(List<Link> links, BiFunction<Place, Boolean, Box> boxes) {
    return links.stream()
        .map(
            link ->
                new Scene.Call(
                    boxes.apply(link.from(), true),
                    boxes.apply(link.to(), false),
                    link.port(),
                    link.tone(),
                    link.note(),
                    link.target()))
        .toList();
  }
}
