// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The name of a policy's file: {@code demo.cartservice-network.yaml}.
 *
 * <p>A namespace has no dots (RFC 1123 label), so no two policies share a file. Names come from a
 * trace, hence from anyone: whatever is not a lower-case letter, digit, dash or inner dot is
 * percent-encoded, so that no name leaves the folder, hides in it, or meets another where upper and
 * lower case are the same.
 */
final class FileName {
  /** File systems take 255 bytes; some room is left for the name of the file being written. */
  private static final int LIMIT = 200;

  private static final HexFormat HEX = HexFormat.of();

  private FileName() {}

  static String of(String namespace, String policy, String extension) {
    String name = encoded(namespace).replace(".", "%2e") + "." + encoded(policy);
    if (name.length() > LIMIT) {
      name = name.substring(0, LIMIT - 17) + "~" + digest(name);
    }
    return name + "." + extension;
  }

  private static String encoded(String text) {
    StringBuilder name = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (isPlain(b) || (b == '.' && !name.isEmpty())) {
        name.append((char) b);
      } else {
        name.append('%').append(HEX.toHexDigits(b));
      }
    }
    return name.isEmpty() ? "%" : name.toString();
  }

  private static boolean isPlain(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= '0' && b <= '9') || b == '-';
  }

  private static String digest(String name) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HEX.formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
