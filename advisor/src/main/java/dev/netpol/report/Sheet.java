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
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * What every page has around its content. A page is one file that needs nothing else and asks
 * nobody for anything. It works with scripts off; its script only adds what is convenient. The
 * templates escape whatever they are given for the place where it goes, and were compiled when the
 * program was built.
 *
 * @param title of the window
 * @param heading the first line
 * @param intro the second, in a sentence
 */
public record Sheet(String title, String heading, String intro, List<Section> sections) {
  private static final String STYLE = resource("page.css");
  private static final String SCRIPT = resource("page.js");

  /** A part of the page, for the list of links. */
  public record Section(String id, String title) {}

  public String style() {
    return STYLE;
  }

  public String script() {
    return SCRIPT;
  }

  /**
   * Nothing from elsewhere, no style and no script but the two of the page.
   *
   * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy Level 3</a>
   */
  public String contentSecurityPolicy() {
    return "default-src 'none'; style-src 'sha256-"
        + hash(STYLE)
        + "'; script-src 'sha256-"
        + hash(SCRIPT)
        + "'; base-uri 'none'; form-action 'none'";
  }

  /** A page, in UTF-8. */
  static byte[] render(String template, Object page) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      Utf8ByteOutput out = new Utf8ByteOutput();
      TemplateEngine.createPrecompiled(ContentType.Html).render(template, page, out);
      out.writeTo(bytes::write);
    } catch (IOException e) {
      throw new UncheckedIOException("an array does not fail", e);
    }
    return bytes.toByteArray();
  }

  private static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return Base64.getEncoder()
          .encodeToString(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Sheet.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException(name + " is not packaged");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
