// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Cidr;
import dev.netpol.model.IpAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The blocks that pods and Services get their addresses from. An address in one of them never
 * becomes an ipBlock.
 */
public record Ranges(List<Range> pods, List<Range> services) {

  public static final Ranges NONE = new Ranges(List.of(), List.of());

  public Ranges {
    pods = List.copyOf(pods);
    services = List.copyOf(services);
  }

  /** The narrowest pod range that holds the address. */
  public Optional<Range> podRange(IpAddress address) {
    return narrowest(pods, address);
  }

  /** The narrowest Service range that holds the address. */
  public Optional<Range> serviceRange(IpAddress address) {
    return narrowest(services, address);
  }

  private static Optional<Range> narrowest(List<Range> ranges, IpAddress address) {
    return ranges.stream()
        .filter(range -> range.cidr().contains(address))
        .max((a, b) -> Integer.compare(a.cidr().prefix(), b.cidr().prefix()));
  }

  /**
   * One block.
   *
   * @param source who says so, for example {@code node a podCIDR}
   * @param inferred nobody does: the smallest prefix around addresses that are known
   */
  public record Range(Cidr cidr, String source, boolean inferred) {
    public Range {
      Objects.requireNonNull(cidr, "cidr");
      Objects.requireNonNull(source, "source");
    }
  }
}
