// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.IpAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A discovery.k8s.io EndpointSlice. Slices of FQDNs hold no addresses and are left out. */
final class EndpointSliceFields extends ObjectFields {
  private final EndpointPorts ports = new EndpointPorts();
  private final List<EndpointPorts.Address> addresses = new ArrayList<>();
  private boolean names;

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
    List<String> texts = new ArrayList<>();
    String[] pod = {""};
    in.object(
        field -> {
          switch (field) {
            case "addresses" -> in.list(() -> texts.add(in.text()));
            case "targetRef" -> pod[0] = EndpointPorts.pod(in);
            default -> in.skip();
          }
        });
    for (String text : texts) {
      IpAddress.tryParse(text)
          .ifPresent(address -> addresses.add(new EndpointPorts.Address(address, pod[0])));
    }
  }

  @Override
  void commit(Facts facts, Change change) {
    String service = meta.labels.value("kubernetes.io/service-name").orElse(meta.owner.name());
    if (!names && !service.isEmpty()) {
      facts.endpoints(
          new RawEndpoints(
              meta.namespace, service, meta.name, false, ports.with(addresses), change.origin()));
    }
  }
}
