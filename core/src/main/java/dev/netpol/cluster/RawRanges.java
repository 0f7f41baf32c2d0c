// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.cluster.Ranges.Range;
import dev.netpol.model.Cidr;
import java.util.List;

/**
 * Ranges that one object states.
 *
 * @param subnets blocks that are cut into one equal piece a node
 */
record RawRanges(
    String source, List<Range> pods, List<Range> services, List<Subnets> subnets, Origin origin) {

  /** Of an object. */
  static String source(String kind, String name) {
    return kind + " " + name;
  }

  /**
   * A block and the prefix of each node's piece of it.
   *
   * @param prefix longer than the block's
   */
  record Subnets(Cidr block, int prefix) {}
}
