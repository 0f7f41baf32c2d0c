// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.cluster.ClusterService.EndpointAddress;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Protocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The {@code ports} that EndpointSlices and Endpoints put beside their addresses. */
final class EndpointPorts {

  private record EndpointPort(String name, Protocol protocol, int port) {}

  /** An address and the pod it belongs to, empty when none. */
  record Address(IpAddress address, String pod) {}

  private final List<EndpointPort> ports = new ArrayList<>();

  void read(Tokens in) throws IOException {
    in.list(() -> port(in));
  }

  private void port(Tokens in) throws IOException {
    String[] name = {""};
    int[] port = {0};
    Protocol[] protocol = {Protocol.TCP};
    in.object(
        field -> {
          switch (field) {
            case "name" -> name[0] = in.text();
            case "port" -> port[0] = in.number(1, 65535);
            case "protocol" -> protocol[0] = PodSpecFields.protocol(in);
            default -> in.skip();
          }
        });
    ports.add(new EndpointPort(name[0], protocol[0], port[0]));
  }

  /** Name of the pod in a {@code targetRef}, or empty. */
  static String pod(Tokens in) throws IOException {
    String[] kindName = {"", ""};
    in.object(
        field -> {
          switch (field) {
            case "kind" -> kindName[0] = in.text();
            case "name" -> kindName[1] = in.text();
            default -> in.skip();
          }
        });
    return kindName[0].equals("Pod") ? kindName[1] : "";
  }

  List<EndpointAddress> with(List<Address> addresses) {
    List<EndpointAddress> all = new ArrayList<>();
    for (Address address : addresses) {
      for (EndpointPort port : ports) {
        all.add(
            new EndpointAddress(
                address.address(), port.name(), port.protocol(), port.port(), address.pod()));
      }
    }
    return all;
  }
}
