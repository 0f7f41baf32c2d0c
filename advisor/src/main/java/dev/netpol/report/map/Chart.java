// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report.map;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One drawing of an atlas, and the same in words.
 *
 * @param id of its place on the page
 * @param title what it shows
 * @param rows who calls whom
 * @param tones that its lines have, but the usual one
 */
public record Chart(String id, String title, Drawing drawing, List<Row> rows, List<Tone> tones) {

  /** One caller, and each line that begins at it. */
  public record Row(String caller, List<String> calls) {}

  static Chart of(String id, String title, Scene scene) {
    TreeMap<Integer, List<Scene.Line>> callers = new TreeMap<>();
    for (Scene.Line line : scene.lines()) {
      callers.merge(
          line.from(), List.of(line), (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
    }
    List<Row> rows =
        callers.entrySet().stream()
            .map(
                it ->
                    new Row(
                        scene.boxes().get(it.getKey()).title(),
                        it.getValue().stream().map(scene::call).toList()))
            .toList();
    return new Chart(
        id,
        title,
        Layout.of(scene),
        rows,
        scene.lines().stream()
            .map(Scene.Line::tone)
            .filter(tone -> tone != Tone.SEEN)
            .distinct()
            .sorted()
            .toList());
  }
}
