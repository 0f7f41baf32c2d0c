// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.report.map.TrafficMap;
import java.util.List;

/**
 * What a command found, for a page: all that it prints in lines, and the same on a map.
 *
 * @param title of the window
 * @param heading the first line
 * @param intro the second, in a sentence
 * @param parts the worst first
 */
public record Answers(
    String title, String heading, String intro, TrafficMap map, List<Part> parts, Made made) {

  /**
   * Findings of one sort. All of its text is safe to show.
   *
   * @param label in a word
   * @param what how many, and of what
   * @param folded whether it is only of interest to who looks for it
   */
  public record Part(String label, String what, boolean folded, List<Item> items) {

    /** Where one of its items stands on the page, from 0. */
    public String id(int item) {
      return label.replace(' ', '-') + "-" + (item + 1);
    }
  }

  /** A finding, and what there is to say about it. */
  public record Item(String line, List<String> details) {}
}
