// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report.map;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shapes with their places, in whole pixels: what a template writes as SVG.
 *
 * @param frames boxes around boxes
 */
public record Drawing(
    int width, int height, List<Frame> frames, List<Shape> shapes, List<Line> lines) {

  private static final int WIDE = 1_600;

  /** {@code fit} where it is legible when it is made as narrow as the page. */
  public String css() {
    return isWide() ? "map" : "map fit";
  }

  /** Whether it would be illegible as narrow as the page. */
  boolean isWide() {
    return width > WIDE;
  }

  /** A namespace. */
  public record Frame(int x, int y, int width, int height, String name) {}

  /**
   * A box.
   *
   * @param title all of its text and more, for who asks
   * @param entries where lines end
   * @param lines that begin or end here
   */
  public record Shape(
      int x,
      int y,
      int width,
      int height,
      String css,
      String name,
      String note,
      String title,
      String target,
      List<Entry> entries,
      List<Line> lines) {

    /** Its own lines once more, those of a tone as one path, to light them up. */
    public List<Lit> lit() {
      Map<Tone, StringBuilder> paths = new EnumMap<>(Tone.class);
      for (Line line : lines) {
        paths.computeIfAbsent(line.tone(), it -> new StringBuilder()).append(line.path());
      }
      List<Lit> lit = new ArrayList<>();
      paths.forEach((tone, path) -> lit.add(new Lit(tone, path.toString())));
      return lit;
    }

    /** Null where it leads nowhere: the template leaves the attribute out. */
    public @Nullable String href() {
      return target.isEmpty() ? null : "#" + target;
    }

    /** What leads nowhere can be moved to all the same. */
    public @Nullable String tabindex() {
      return target.isEmpty() ? "0" : null;
    }
  }

  /** Lines of a tone. */
  public record Lit(Tone tone, String path) {
    public String css() {
      return tone == Tone.SEEN ? "lit" : "lit " + tone.css();
    }
  }

  /** What is called at a box. */
  public record Entry(int x, int y, String label) {}

  /**
   * A line.
   *
   * @param path as SVG has it
   * @param title who calls whom on which ports, and why it has this tone
   */
  public record Line(String path, Tone tone, String title, String target) {
    public boolean plain() {
      return tone == Tone.SEEN;
    }

    /** Null where it leads nowhere: the template leaves the attribute out. */
    public @Nullable String href() {
      return target.isEmpty() ? null : "#" + target;
    }
  }
}
