// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Position;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A discovery.k8s.io EndpointSlice. Slices of FQDNs hold no addresses and are left out. */
final class EndpointSliceFields extends ObjectFields {
  private final EndpointPorts ports = new EndpointPorts();
  private final List<Written> written = new ArrayList<>();
  private boolean names;

  /** What may be an address: that depends on the type, which may come later. */
  private record Written(Position at, String text, String pod) {}

  @Override
  void field(String name, Tokens in) throws IOException {
    switch (name) {
      case "addressType" -> names = in.text().equals("FQDN");
      case "ports" -> ports.read(in);
      case "endpoints" -> in.list(() -> endpoint(in));
      default -> in.skip();
    }
  }

  private void endpoint(Tokens in) throws IOException {
    List<Written> found = new ArrayList<>();
    String[] pod = {""};
    in.object(
        field -> {
          switch (field) {
            case "addresses" -> in.list(() -> found.add(new Written(in.position(), in.text(), "")));
            case "targetRef" -> pod[0] = EndpointPorts.pod(in);
            default -> in.skip();
          }
        });
    found.forEach(one -> written.add(new Written(one.at(), one.text(), pod[0])));
  }

  @Override
  void commit(Facts facts, Change change) {
    String service = meta.labels.value("kubernetes.io/service-name").orElse(meta.owner.name());
    if (names || service.isEmpty()) {
      return;
    }
    List<EndpointPorts.Address> addresses = new ArrayList<>();
    for (Written one : written) {
      facts
          .problems()
          .address(one.at(), "addresses", one.text())
          .ifPresent(address -> addresses.add(new EndpointPorts.Address(address, one.pod())));
    }
    facts.endpoints(
        new RawEndpoints(
            meta.namespace, service, meta.name, false, ports.with(addresses), change.origin()),
        stated(change));
  }
}
