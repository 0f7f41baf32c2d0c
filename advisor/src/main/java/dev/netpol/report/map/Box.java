// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report.map;

import dev.netpol.terminal.Quoted;

/**
 * What one box of a drawing stands for.
 *
 * @param frame the box around it, by its text; empty for none
 * @param name the first line of its text
 * @param note the second
 * @param css its class
 * @param target the part of the page that tells more, by its id; empty for none
 * @param title all that it stands for
 * @param key tells it from others that read the same
 */
record Box(
    String frame, String name, String note, String css, String target, String title, String key)
    implements Comparable<Box> {

  @Override
  public int compareTo(Box other) {
    int order = frame.compareTo(other.frame);
    order = order != 0 ? order : name.compareTo(other.name);
    order = order != 0 ? order : note.compareTo(other.note);
    return order != 0 ? order : key.compareTo(other.key);
  }

  /** All that it stands for, safe to show. */
  String shown() {
    return Quoted.plain(title);
  }

  static Box workload(String frame, Place it) {
    return new Box(
        frame,
        it.name(),
        it.note(),
        "pods",
        it.target(),
        it.namespace() + "/" + it.name(),
        it.id());
  }
}
