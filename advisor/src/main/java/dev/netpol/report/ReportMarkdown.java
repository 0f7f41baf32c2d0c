// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.terminal.Words;
import java.util.List;

/**
 * A report as a comment on a pull request, in GitHub's Markdown. It is never longer than such a
 * comment may be: what does not fit is left out of the lists, evenly, and each list says so.
 */
public final class ReportMarkdown {
  /** Of a comment on GitHub, in characters. */
  public static final int LIMIT = 65_536;

  private ReportMarkdown() {}

  /** The comment. */
  public static String of(Report report) {
    MarkdownParts parts = new MarkdownParts(report);
    List<MarkdownSection> sections = parts.all();
    int[] room = share(sections, LIMIT);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < room.length; i++) {
      text.append(sections.get(i).fit(room[i]));
    }
    return text.toString();
  }

  /** To each what it wants, or an equal part of what those leave that want less. */
  static int[] share(List<MarkdownSection> sections, int limit) {
    int left = limit - sections.stream().mapToInt(MarkdownSection::least).sum();
    int[] room = new int[sections.size()];
    boolean[] done = new boolean[room.length];
    int hungry = room.length;
    while (hungry > 0) {
      int fair = Math.max(0, left) / hungry;
      int before = hungry;
      for (int i = 0; i < room.length; i++) {
        int wanted = sections.get(i).wanted();
        if (!done[i] && wanted <= fair) {
          room[i] = wanted;
          left -= wanted;
          done[i] = true;
          hungry--;
        }
      }
      if (hungry == before) {
        for (int i = 0; i < room.length; i++) {
          room[i] = done[i] ? room[i] : fair;
        }
        return room;
      }
    }
    return room;
  }

  /** {@code 12 policies for 12 workloads}. */
  static String title(Report report) {
    Glance glance = report.glance();
    long subjects =
        report.policies().stream().flatMap(it -> it.subjects().stream()).distinct().count();
    return Words.count(glance.policies(), "policy", "policies")
        + " for "
        + Words.count(subjects, "workload");
  }
}
