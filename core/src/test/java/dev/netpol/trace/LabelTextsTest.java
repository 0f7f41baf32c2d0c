// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LabelTextsTest {

  private static String labels(String json) throws IOException {
    byte[] bytes = (json + " ".repeat(EightBytes.PADDING)).getBytes(StandardCharsets.UTF_8);
    LabelTexts texts = new LabelTexts(ReadLimits.DEFAULT, Optional::of);
    return new String(
        texts.labels(bytes, 0, bytes.length - EightBytes.PADDING), StandardCharsets.UTF_8);
  }

  @Test
  void a_text_of_labels_may_have_blanks_around_each() throws IOException {
    assertThat(labels("\" app=web | tier=front,x=1 \""))
        .isEqualTo("{\"app\":\"web\",\"tier\":\"front\",\"x\":\"1\"}");
  }

  /** Not by trying at each blank whether a separator follows. */
  @Test
  void a_million_blanks_are_read_in_one_pass() throws IOException {
    String blanks = " ".repeat(1_000_000);

    assertThat(labels("\"a=1" + blanks + "x," + blanks + "b=2\""))
        .isEqualTo("{\"a\":\"1" + blanks + "x\",\"b\":\"2\"}");
  }
}
