// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report.map;

import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.Words;
import java.util.List;
import java.util.Locale;

/**
 * What one box of a drawing stands for.
 *
 * @param frame the box around it, by its text; empty for none
 * @param name the first line of its text
 * @param note the second
 * @param css its class
 * @param target the part of the page that tells more, by its id; empty for none
 * @param title all that it stands for, safe to show
 * @param key tells it from others that read the same
 */
record Box(
    String frame, String name, String note, String css, String target, String title, String key)
    implements Comparable<Box> {
  private static final int NAMES = 8;

  @Override
  public int compareTo(Box other) {
    int order = frame.compareTo(other.frame);
    order = order != 0 ? order : name.compareTo(other.name);
    order = order != 0 ? order : note.compareTo(other.note);
    return order != 0 ? order : key.compareTo(other.key);
  }

  /** A place alone. */
  static Box of(Place it, String role) {
    String title = Quoted.plain(it.isWorkload() ? it.namespace() + "/" + it.name() : it.name());
    String key = role + " " + it.id();
    return new Box(it.namespace(), it.name(), it.note(), css(it), it.target(), title, key);
  }

  /** Places that are alike. */
  static Box of(List<Place> places, String role) {
    Place first = places.get(0);
    if (places.size() == 1) {
      return of(first, role);
    }
    return new Box(
        "",
        first.kind().count(places.size()),
        first.kind().where(),
        css(first),
        first.kind() == Place.Kind.NAMESPACE ? "map-1" : first.target(),
        Words.some(places.stream().map(Place::name).toList(), NAMES),
        role + " " + first.id());
  }

  private static String css(Place it) {
    return it.kind().name().toLowerCase(Locale.ROOT);
  }
}
