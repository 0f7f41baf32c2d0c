// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.model.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads an address literal from bytes. Dotted IPv4 is read here; all else goes to {@link
 * IpAddress#tryParse}, with the last answer remembered.
 */
final class AddressText {

  long high;
  long low;

  private byte[] lastText = new byte[0];
  private boolean lastFound;
  private long lastHigh;
  private long lastLow;

  /** Whether the text is an address; then {@link #high} and {@link #low} are its bits. */
  boolean parse(byte[] text, int from, int length) {
    return v4(text, from, from + length) == from + length || other(text, from, length);
  }

  /**
   * Index behind the dotted address that begins here, up to what cannot be a part of it, or -1 if
   * there is none before {@code to}.
   */
  int v4(byte[] text, int from, int to) {
    long bits = 0;
    int i = from;
    for (int dots = 0; ; dots++) {
      int octet = i < to ? text[i] - '0' : -1;
      if (octet < 0 || octet > 9) {
        return -1;
      }
      int digit;
      while (++i < to && (digit = text[i] - '0') >= 0 && digit <= 9) {
        octet = octet == 0 ? 256 : octet * 10 + digit;
        if (octet > 255) {
          return -1;
        }
      }
      bits = bits << 8 | octet;
      if (dots == 3) {
        high = 0;
        low = 0xffff_0000_0000L | bits;
        return i;
      }
      if (i >= to || text[i++] != '.') {
        return -1;
      }
    }
  }

  private boolean other(byte[] text, int from, int length) {
    if (length < 2 || length > 45) {
      return false;
    }
    if (length != lastText.length
        || !java.util.Arrays.equals(text, from, from + length, lastText, 0, length)) {
      lastText = java.util.Arrays.copyOfRange(text, from, from + length);
      Optional<IpAddress> address =
          IpAddress.tryParse(new String(lastText, StandardCharsets.ISO_8859_1));
      lastFound = address.isPresent();
      lastHigh = address.map(IpAddress::high).orElse(0L);
      lastLow = address.map(IpAddress::low).orElse(0L);
    }
    high = lastHigh;
    low = lastLow;
    return lastFound;
  }
}
