// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report.map;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.report.map.Drawing.Shape;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LayoutLaws {

  @Property(tries = 60)
  void anything_can_be_drawn_without_overlaps(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 40) int places,
      @ForAll @IntRange(max = 90) int links) {
    Drawing drawing = draw(seed, places, links + 1);

    List<Shape> shapes = drawing.shapes();
    for (int i = 0; i < shapes.size(); i++) {
      Shape one = shapes.get(i);
      assertThat(one.x()).isNotNegative();
      assertThat(one.y()).isNotNegative();
      assertThat(one.x() + one.width()).isLessThanOrEqualTo(drawing.width());
      assertThat(one.y() + one.height()).isLessThanOrEqualTo(drawing.height());
      for (Shape other : shapes.subList(0, i)) {
        assertThat(overlap(one, other)).as("%s and %s", one, other).isFalse();
      }
    }
    assertThat(drawing.lines()).allMatch(it -> it.path().matches("M\\d+ \\d+([hv]-?\\d+)*"));
  }

  private static boolean overlap(Shape one, Shape other) {
    return one.x() < other.x() + other.width()
        && other.x() < one.x() + one.width()
        && one.y() < other.y() + other.height()
        && other.y() < one.y() + one.height();
  }

  private static Drawing draw(long seed, int places, int links) {
    Random random = new Random(seed);
    Town town = new Town();
    Tone[] tones = Tone.values();
    for (int i = 0; i < links; i++) {
      town.link(
          place(random, places),
          place(random, places),
          Integer.toString(1 + random.nextInt(5)),
          tones[Math.max(0, random.nextInt(3 * tones.length) - 2 * tones.length)]);
    }
    return Atlas.of(town.map()).charts().get(0).drawing();
  }

  private static Place place(Random random, int places) {
    int number = random.nextInt(places);
    return number % 7 == 0
        ? Town.address("192.0.2." + number)
        : Town.pods("team-" + number % 4, "app-" + number);
  }
}
