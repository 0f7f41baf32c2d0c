// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Cidr;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** OpenShift SDN's HostSubnet: the pod range of a node, on an object of its own. */
final class HostSubnetFields extends ObjectFields {
  private String host = "";
  private final List<IpAddress> addresses = new ArrayList<>();
  private final List<Cidr> subnets = new ArrayList<>();

  @Override
  void field(String name, Tokens in) throws IOException {
    switch (name) {
      case "host" -> host = in.text();
      case "hostIP" -> in.address().ifPresent(addresses::add);
      case "subnet" -> in.cidr().ifPresent(subnets::add);
      default -> in.skip();
    }
  }

  @Override
  void commit(Facts facts, Change change) {
    facts.hostSubnet(
        meta.name,
        new RawNode(
            host.isEmpty() ? meta.name : host,
            Labels.NONE,
            addresses,
            List.of(),
            subnets,
            Map.of(),
            change.origin()),
        stated(change));
  }
}
