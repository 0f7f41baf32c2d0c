// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package example;

import dev.netpol.model.Cidr;
import dev.netpol.model.IpAddress;

/** The library example of the README. */
final class FirstPolicies {
  private FirstPolicies() {}

  public static void main(String... args) {
    // README begin
    Cidr pods = Cidr.parse("10.2.0.0/16");
    System.out.println(pods.contains(IpAddress.parse("10.2.232.47")));
    // README end
  }
}
