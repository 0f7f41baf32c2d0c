// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A report as a page: one file that needs nothing else and asks nobody for anything. It works with
 * scripts off; its script only adds what is convenient. The templates escape whatever they are
 * given for the place where it goes, and were compiled when the program was built.
 */
public final class ReportHtml {
  private ReportHtml() {}

  /** The page, in UTF-8. */
  public static byte[] of(Report report) {
    Page page = new Page(report, resource("page.css"), resource("page.js"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Utf8ByteOutput out = new Utf8ByteOutput();
      TemplateEngine.createPrecompiled(ContentType.Html).render("page.jte", page, out);
      out.writeTo(bytes::write);
    } catch (IOException e) {
      throw new UncheckedIOException("an array does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static String resource(String name) {
    try (InputStream in = ReportHtml.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not packaged");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
