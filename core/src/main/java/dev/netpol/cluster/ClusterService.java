// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Cidr;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Protocol;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A Service.
 *
 * @param type {@code ClusterIP}, {@code NodePort}, {@code LoadBalancer} or {@code ExternalName}
 * @param clusterIps none when headless or {@code ExternalName}; both families when dual-stack
 * @param loadBalancerIps {@code status.loadBalancer.ingress[].ip}
 * @param sourceRanges {@code loadBalancerSourceRanges}: who the load balancer lets through; none:
 *     everyone
 * @param selector none when missing or empty: then EndpointSlices alone say what is behind it
 * @param ports none when only a selector is known (another tool's log)
 * @param endpoints from EndpointSlices, else from Endpoints; ready or not
 */
public record ClusterService(
    String namespace,
    String name,
    String type,
    List<IpAddress> clusterIps,
    List<IpAddress> externalIps,
    List<IpAddress> loadBalancerIps,
    List<Cidr> sourceRanges,
    Optional<Labels> selector,
    List<ServicePort> ports,
    List<EndpointAddress> endpoints,
    Origin origin) {

  public ClusterService {
    Objects.requireNonNull(namespace, "namespace");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(selector, "selector");
    Objects.requireNonNull(origin, "origin");
    clusterIps = List.copyOf(clusterIps);
    externalIps = List.copyOf(externalIps);
    loadBalancerIps = List.copyOf(loadBalancerIps);
    sourceRanges = List.copyOf(sourceRanges);
    ports = List.copyOf(ports);
    endpoints = List.copyOf(endpoints);
  }

  /** The port that clients dial, if the Service has it. */
  public Optional<ServicePort> port(Protocol protocol, int port) {
    for (ServicePort one : ports) {
      if (one.port() == port && one.protocol() == protocol) {
        return Optional.of(one);
      }
    }
    return Optional.empty();
  }

  /** Whether nodes publish it: NodePort, or LoadBalancer with node ports. */
  public boolean published() {
    return type.equals("LoadBalancer")
        || type.equals("NodePort")
        || !externalIps.isEmpty()
        || ports.stream().anyMatch(p -> p.nodePort() != 0);
  }

  /**
   * For whom it is published: everyone, or those whom its load balancer lets through. That a node's
   * port may let in others, too, is a means to an end and no declaration.
   */
  public List<Cidr> clients() {
    return type.equals("LoadBalancer") && externalIps.isEmpty() && !sourceRanges.isEmpty()
        ? sourceRanges
        : List.of(Cidr.ALL_V4, Cidr.ALL_V6);
  }

  // By its name alone: a snapshot has one of each, and it is looked up for every connection.
  @Override
  public int hashCode() {
    return 31 * namespace.hashCode() + name.hashCode();
  }

  /** {@code namespace/name}. */
  @Override
  public String toString() {
    return namespace + "/" + name;
  }

  /**
   * One address and port of an EndpointSlice.
   *
   * @param portName name of the Service port it serves, empty when unnamed
   * @param port 0 when the slice leaves it out
   * @param pod name of the pod in {@code targetRef}, empty when none
   */
  public record EndpointAddress(
      IpAddress address, String portName, Protocol protocol, int port, String pod) {
    public EndpointAddress {
      Objects.requireNonNull(address, "address");
      Objects.requireNonNull(portName, "portName");
      Objects.requireNonNull(protocol, "protocol");
      Objects.requireNonNull(pod, "pod");
    }
  }
}
