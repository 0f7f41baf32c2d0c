// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.cluster.Ranges.Range;
import dev.netpol.model.Cidr;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An object that says where addresses come from: ServiceCIDR, Calico's IPPool, OpenShift's Network
 * (config.openshift.io) and ClusterNetwork (network.openshift.io).
 */
final class RangeFields extends ObjectFields {
  private final String kind;
  private final List<Cidr> pods = new ArrayList<>();
  private final List<Cidr> services = new ArrayList<>();
  private final List<RawRanges.Subnets> subnets = new ArrayList<>();

  private boolean forPods = true;

  RangeFields(String kind) {
    this.kind = kind;
  }

  @Override
  void field(String name, Tokens in) throws IOException {
    switch (name) {
      case "spec", "status" -> in.object(field -> ranges(field, in));
      // A ClusterNetwork has no spec.
      default -> ranges(name, in);
    }
  }

  private void ranges(String field, Tokens in) throws IOException {
    switch (field) {
      case "cidr" -> in.cidr().ifPresent(pods::add); // IPPool
      case "allowedUses" -> { // IPPool: also for tunnels or load balancers alone
        List<String> uses = new ArrayList<>();
        in.list(() -> uses.add(in.text()));
        forPods = uses.isEmpty() || uses.contains("Workload");
      }
      case "cidrs" -> in.list(() -> in.cidr().ifPresent(services::add)); // ServiceCIDR
      case "serviceNetwork" -> { // Network: a list; ClusterNetwork: a text
        if (kind.equals("Network")) {
          in.list(() -> in.cidr().ifPresent(services::add));
        } else {
          in.cidr().ifPresent(services::add);
        }
      }
      case "clusterNetwork", "clusterNetworks" -> in.list(() -> clusterNetwork(in));
      default -> in.skip();
    }
  }

  private void clusterNetwork(Tokens in) throws IOException {
    List<Optional<Cidr>> cidr = new ArrayList<>();
    int[] prefix = {0};
    in.object(
        field -> {
          switch (field) {
            case "cidr", "CIDR" -> cidr.add(in.cidr());
            case "hostPrefix" -> prefix[0] = in.number(0, 128);
            case "hostSubnetLength" -> prefix[0] = 32 - in.number(0, 32);
            default -> in.skip();
          }
        });
    for (Cidr block : cidr.stream().flatMap(Optional::stream).toList()) {
      pods.add(block);
      if (prefix[0] > block.prefix()) {
        subnets.add(new RawRanges.Subnets(block, prefix[0]));
      }
    }
  }

  @Override
  void commit(Facts facts, Change change) {
    String source = RawRanges.source(kind, meta.name);
    facts.ranges(
        new RawRanges(
            source,
            pods.stream()
                .filter(cidr -> forPods)
                .distinct()
                .map(cidr -> new Range(cidr, source, false))
                .toList(),
            services.stream().distinct().map(cidr -> new Range(cidr, source, false)).toList(),
            subnets.stream().distinct().toList(),
            change.origin()),
        stated(change));
  }
}
