// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

/** A report as a page, as {@link Sheet} says. */
public final class ReportHtml {
  private ReportHtml() {}

  /** The page, in UTF-8. */
  public static byte[] of(Report report) {
    return Sheet.render("page.jte", new Page(report));
  }
}
