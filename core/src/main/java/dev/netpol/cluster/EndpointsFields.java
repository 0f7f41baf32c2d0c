// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.cluster.ClusterService.EndpointAddress;
import dev.netpol.model.IpAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A core/v1 Endpoints object, ready addresses and others alike. */
final class EndpointsFields extends ObjectFields {
  private final List<EndpointAddress> all = new ArrayList<>();

  @Override
  void field(String name, Tokens in) throws IOException {
    if (name.equals("subsets")) {
      in.list(() -> subset(in));
    } else {
      in.skip();
    }
  }

  private void subset(Tokens in) throws IOException {
    EndpointPorts ports = new EndpointPorts();
    List<EndpointPorts.Address> addresses = new ArrayList<>();
    in.object(
        field -> {
          switch (field) {
            case "addresses", "notReadyAddresses" -> in.list(() -> address(in, addresses));
            case "ports" -> ports.read(in);
            default -> in.skip();
          }
        });
    all.addAll(ports.with(addresses));
  }

  private static void address(Tokens in, List<EndpointPorts.Address> into) throws IOException {
    List<Optional<IpAddress>> address = new ArrayList<>();
    String[] pod = {""};
    in.object(
        field -> {
          switch (field) {
            case "ip" -> address.add(in.address());
            case "targetRef" -> pod[0] = EndpointPorts.pod(in);
            default -> in.skip();
          }
        });
    address.stream()
        .flatMap(Optional::stream)
        .forEach(ip -> into.add(new EndpointPorts.Address(ip, pod[0])));
  }

  @Override
  void commit(Facts facts, Change change) {
    facts.endpoints(
        new RawEndpoints(meta.namespace, meta.name, meta.name, true, all, change.origin()),
        stated(change));
  }
}
