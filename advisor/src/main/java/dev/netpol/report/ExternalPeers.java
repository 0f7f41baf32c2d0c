// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import com.google.common.math.LongMath;
import dev.netpol.flow.Flow;
import dev.netpol.model.Cidr;
import dev.netpol.model.Connection;
import dev.netpol.model.Direction;
import dev.netpol.model.Endpoint;
import dev.netpol.model.External;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Workload;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Who a workload talks to outside the cluster, grouped by what they have in common.
 *
 * @param direction {@code Egress}: it connects to them; {@code Ingress}: they connect to it
 */
public record ExternalPeers(String workload, String direction, List<Group> groups) {
  private static final List<IpAddress> METADATA =
      List.of(IpAddress.parse("169.254.169.254"), IpAddress.parse("fd00:ec2::254"));
  private static final Cidr SHARED = Cidr.parse("100.64.0.0/10");

  /**
   * Addresses of one range with the same ports.
   *
   * @param range {@code public}, {@code private}, {@code shared} (RFC 6598), {@code link-local} or
   *     {@code metadata}: the address at which clouds hand out credentials
   * @param blocks the addresses, neighbours joined where nothing is added
   * @param addresses how many
   * @param connections to all of them
   * @param flows by number
   */
  public record Group(
      String range,
      List<String> ports,
      List<String> blocks,
      int addresses,
      long connections,
      List<Integer> flows) {

    /** Whether a person should know of it. */
    public boolean flagged() {
      return !range.equals("public");
    }
  }

  private record Key(Workload workload, Direction direction) {}

  static List<ExternalPeers> all(List<Flow> flows, FlowIds ids) {
    Map<Key, Map<IpAddress, List<Flow>>> peers =
        new TreeMap<>(
            Comparator.comparing(Key::workload, Comparator.naturalOrder())
                .thenComparing(Key::direction, Comparator.reverseOrder()));
    for (Flow flow : flows) {
      Endpoint from = flow.connection().from();
      Endpoint to = flow.connection().to();
      if (from instanceof Workload pods && to instanceof External it) {
        put(peers, new Key(pods, Direction.EGRESS), it, flow);
      } else if (to instanceof Workload pods && from instanceof External it) {
        put(peers, new Key(pods, Direction.INGRESS), it, flow);
      }
    }
    List<ExternalPeers> all = new ArrayList<>();
    peers.forEach(
        (key, some) ->
            all.add(
                new ExternalPeers(
                    key.workload().toString(), key.direction().policyType(), groups(some, ids))));
    return all;
  }

  private static void put(
      Map<Key, Map<IpAddress, List<Flow>>> peers, Key key, External end, Flow flow) {
    peers
        .computeIfAbsent(key, it -> new TreeMap<>())
        .computeIfAbsent(end.address(), it -> new ArrayList<>())
        .add(flow);
  }

  private static List<Group> groups(Map<IpAddress, List<Flow>> peers, FlowIds ids) {
    Map<String, List<IpAddress>> alike = new TreeMap<>();
    peers.forEach(
        (address, flows) ->
            alike
                .computeIfAbsent(
                    rank(range(address)) + " " + ports(flows), key -> new ArrayList<>())
                .add(address));
    List<Group> groups = new ArrayList<>();
    for (List<IpAddress> some : alike.values()) {
      List<Flow> flows =
          some.stream()
              .flatMap(address -> peers.getOrDefault(address, List.of()).stream())
              .toList();
      groups.add(
          new Group(
              range(some.get(0)),
              ports(flows),
              Cidr.join(some.stream().map(Cidr::of).toList()).stream()
                  .map(ExternalPeers::text)
                  .toList(),
              some.size(),
              flows.stream().mapToLong(Flow::connections).reduce(0, LongMath::saturatedAdd),
              ids.of(flows)));
    }
    return groups;
  }

  private static String text(Cidr block) {
    return block.prefix() == block.network().bits() ? block.network() + "" : block + "";
  }

  private static List<String> ports(List<Flow> flows) {
    TreeSet<Connection> byPort =
        new TreeSet<>(
            Comparator.comparingInt(Connection::port).thenComparing(Connection::protocol));
    flows.forEach(flow -> byPort.add(flow.connection()));
    return byPort.stream().map(it -> it.port() + "/" + it.protocol()).toList();
  }

  private static String range(IpAddress address) {
    if (METADATA.contains(address)) {
      return "metadata";
    }
    if (address.isLinkLocal()) {
      return "link-local";
    }
    if (SHARED.contains(address)) {
      return "shared";
    }
    return address.isPrivate() ? "private" : "public";
  }

  /** What to look at first. */
  private static int rank(String range) {
    return List.of("metadata", "link-local", "private", "shared", "public").indexOf(range);
  }
}
