// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Cidr;
import dev.netpol.model.IpAddress;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A CIDR as policies hold them. API servers before 1.36 take a few spellings that later ones refuse
 * (KEP-4858, StrictIPCIDRValidation) since programs disagree about what they mean.
 *
 * @param cidr what an API server makes of it
 * @param complaint why servers from 1.36 on refuse it, or empty
 */
record CidrText(Cidr cidr, Optional<String> complaint) {

  private static final Pattern PARTS = Pattern.compile("([0-9a-fA-F.:]+)/0*([0-9]{1,3})");

  /** Empty if no API server takes it. */
  static Optional<CidrText> parse(String text) {
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String written = parts.group(1);
    String address = written.indexOf('.') < 0 ? written : withoutZeros(written);
    return Cidr.tryParse(address + "/" + parts.group(2))
        .map(cidr -> new CidrText(cidr, complaint(text, address + "/" + parts.group(2), cidr)));
  }

  /** Decimal, as Kubernetes has always read them; C reads 010 as 8. */
  private static String withoutZeros(String dotted) {
    return Arrays.stream(dotted.split("\\.", -1))
        .map(CidrText::withoutZerosOfPart)
        .collect(Collectors.joining("."));
  }

  /** In {@code ::ffff:010.1.2.3}, only the end of the first part is decimal. */
  private static String withoutZerosOfPart(String part) {
    int from = part.lastIndexOf(':') + 1;
    boolean decimal = part.chars().skip(from).allMatch(c -> c >= '0' && c <= '9');
    int first = from;
    while (decimal && first < part.length() - 1 && part.charAt(first) == '0') {
      first++;
    }
    return part.substring(0, from) + part.substring(first);
  }

  private static Optional<String> complaint(String text, String plain, Cidr cidr) {
    if (!text.equals(plain)) {
      return Optional.of("it has leading zeros");
    }
    if (cidr.isV4() && text.indexOf(':') >= 0) {
      return Optional.of("it is an IPv4 block in IPv6 form");
    }
    IpAddress address = IpAddress.parse(text.substring(0, text.indexOf('/')));
    return address.equals(cidr.network())
        ? Optional.empty()
        : Optional.of("it has bits set beyond the prefix");
  }
}
