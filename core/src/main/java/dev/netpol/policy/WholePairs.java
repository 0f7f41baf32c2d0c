// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;

/**
 * Text for snakeyaml-engine. Version 3.0.1 fills its buffer, and if that ends in the first half of
 * a surrogate pair, reads the second half behind the buffer's end: an emoji at one place of 1025
 * stopped the run. So this leaves a place free.
 */
final class WholePairs extends FilterReader {

  private WholePairs(Reader text) {
    super(text);
  }

  static Reader of(String text) {
    return new WholePairs(new StringReader(text));
  }

  @Override
  public int read(char[] target, int from, int length) throws IOException {
    return super.read(target, from, Math.max(Math.min(1, length), length - 1));
  }
}
