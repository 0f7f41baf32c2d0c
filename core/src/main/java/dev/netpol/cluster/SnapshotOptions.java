// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Cidr;
import java.util.List;

/**
 * What a person knows about a cluster beyond its objects, and how much input is read.
 *
 * @param podCidrs blocks that pods get their addresses from
 * @param serviceCidrs blocks that Services get their addresses from
 * @param maxBytes of one input, after decompression
 * @param maxNesting of objects and lists within each other
 */
public record SnapshotOptions(
    List<Cidr> podCidrs, List<Cidr> serviceCidrs, long maxBytes, int maxNesting) {

  /** No ranges; 8 GiB of an input; 200 levels. */
  public static final SnapshotOptions DEFAULT =
      new SnapshotOptions(List.of(), List.of(), 8L << 30, 200);

  public SnapshotOptions {
    podCidrs = List.copyOf(podCidrs);
    serviceCidrs = List.copyOf(serviceCidrs);
  }

  public SnapshotOptions withRanges(List<Cidr> pods, List<Cidr> services) {
    return new SnapshotOptions(pods, services, maxBytes, maxNesting);
  }
}
