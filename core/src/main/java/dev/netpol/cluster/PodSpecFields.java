// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.ContainerPort;
import dev.netpol.model.Protocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A PodSpec, of a pod or of a template. */
final class PodSpecFields {
  String node = "";
  boolean hostNetwork;
  Mesh mesh = Mesh.NONE;
  final List<ContainerPort> ports = new ArrayList<>();
  final List<HostPort> hostPorts = new ArrayList<>();

  /** A port of the node that leads to a port of the pod. */
  record HostPort(Protocol protocol, int hostPort, int containerPort) {}

  void read(Tokens in) throws IOException {
    List<ContainerPort> ofSidecars = new ArrayList<>();
    in.object(
        field -> {
          switch (field) {
            case "nodeName" -> node = in.text();
            case "hostNetwork" -> hostNetwork = in.flag();
            case "containers" -> in.list(() -> container(in, false, ports));
            case "initContainers" -> in.list(() -> container(in, true, ofSidecars));
            default -> in.skip();
          }
        });
    // Of a name that both have, a Service means the container's (endpoint slices, FindPort).
    ports.addAll(ofSidecars);
  }

  // An init container that restarts always is a sidecar and runs with the pod (KEP-753); any other
  // has ended before the pod serves, so its ports mean nothing.
  private void container(Tokens in, boolean init, List<ContainerPort> into) throws IOException {
    List<ContainerPort> declared = new ArrayList<>();
    List<HostPort> published = new ArrayList<>();
    boolean[] sidecar = {!init};
    Mesh[] found = {Mesh.NONE};
    in.object(
        field -> {
          switch (field) {
            case "name" -> found[0] = Mesh.ofContainer(in.text());
            case "restartPolicy" -> sidecar[0] |= in.text().equals("Always");
            case "ports" -> in.list(() -> port(in, declared, published));
            default -> in.skip();
          }
        });
    if (sidecar[0]) {
      into.addAll(declared);
      hostPorts.addAll(published);
      if (found[0] != Mesh.NONE) {
        mesh = found[0];
      }
    }
  }

  private static void port(Tokens in, List<ContainerPort> declared, List<HostPort> published)
      throws IOException {
    String[] name = {""};
    int[] numbers = {0, 0};
    Protocol[] protocol = {Protocol.TCP};
    in.object(
        field -> {
          switch (field) {
            case "name" -> name[0] = in.text();
            case "containerPort" -> numbers[0] = in.number(1, 65535);
            case "hostPort" -> numbers[1] = in.number(0, 65535);
            case "protocol" -> protocol[0] = protocol(in);
            default -> in.skip();
          }
        });
    if (numbers[0] != 0) {
      declared.add(new ContainerPort(name[0], protocol[0], numbers[0]));
      if (numbers[1] != 0) {
        published.add(new HostPort(protocol[0], numbers[1], numbers[0]));
      }
    }
  }

  static Protocol protocol(Tokens in) throws IOException {
    String text = in.text();
    Optional<Protocol> protocol = Protocol.tryParse(text);
    if (protocol.isEmpty() && !text.isEmpty()) {
      in.report("TCP, UDP or SCTP", text);
    }
    return protocol.orElse(Protocol.TCP);
  }
}
