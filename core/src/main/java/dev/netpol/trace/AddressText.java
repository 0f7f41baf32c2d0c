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
    return v4(text, from, length) || other(text, from, length);
  }

  private boolean v4(byte[] text, int from, int length) {
    if (length < 7 || length > 15) {
      return false;
    }
    long bits = 0;
    int dots = 0;
    int octet = -1;
    for (int i = from; i < from + length; i++) {
      int digit = text[i] - '0';
      if (digit >= 0 && digit <= 9) {
        if (octet == 0) {
          return false;
        }
        octet = octet < 0 ? digit : octet * 10 + digit;
        if (octet > 255) {
          return false;
        }
      } else if (text[i] == '.' && octet >= 0 && dots < 3) {
        bits = bits << 8 | octet;
        dots++;
        octet = -1;
      } else {
        return false;
      }
    }
    if (dots != 3 || octet < 0) {
      return false;
    }
    high = 0;
    low = 0xffff_0000_0000L | bits << 8 | octet;
    return true;
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
