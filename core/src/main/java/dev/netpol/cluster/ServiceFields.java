// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Cidr;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Protocol;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A core/v1 Service. */
final class ServiceFields extends ObjectFields {
  private String type = "ClusterIP";
  private final Set<IpAddress> clusterIps = new LinkedHashSet<>();
  private final Set<IpAddress> externalIps = new LinkedHashSet<>();
  private final Set<IpAddress> loadBalancerIps = new LinkedHashSet<>();
  private final Set<Cidr> sourceRanges = new LinkedHashSet<>();
  private final List<ServicePort> ports = new ArrayList<>();
  private Labels selector = Labels.NONE;

  @Override
  void field(String name, Tokens in) throws IOException {
    switch (name) {
      case "spec" -> in.object(field -> spec(field, in));
      case "status" -> status(in);
      default -> in.skip();
    }
  }

  private void spec(String field, Tokens in) throws IOException {
    switch (field) {
      case "type" -> type = in.text();
      case "clusterIP" -> in.address().ifPresent(clusterIps::add);
      case "clusterIPs" -> in.list(() -> in.address().ifPresent(clusterIps::add));
      case "externalIPs" -> in.list(() -> in.address().ifPresent(externalIps::add));
      case "loadBalancerIP" -> in.address().ifPresent(loadBalancerIps::add);
      case "loadBalancerSourceRanges" -> in.list(() -> in.cidr().ifPresent(sourceRanges::add));
      case "selector" -> selector = in.labels();
      case "ports" -> in.list(() -> port(in));
      default -> in.skip();
    }
  }

  private void port(Tokens in) throws IOException {
    String[] texts = {"", ""};
    int[] numbers = {0, 0};
    Protocol[] protocol = {Protocol.TCP};
    in.object(
        field -> {
          switch (field) {
            case "name" -> texts[0] = in.text();
            case "targetPort" -> texts[1] = in.text();
            case "port" -> numbers[0] = in.number(1, 65535);
            case "nodePort" -> numbers[1] = in.number(0, 65535);
            case "protocol" -> protocol[0] = PodSpecFields.protocol(in);
            default -> in.skip();
          }
        });
    if (numbers[0] != 0) {
      // A target port of 0 or none is the port itself (core/v1 defaults.go).
      String target =
          texts[1].isEmpty() || texts[1].equals("0") ? Integer.toString(numbers[0]) : texts[1];
      ports.add(new ServicePort(texts[0], protocol[0], numbers[0], target, numbers[1]));
    }
  }

  // status: loadBalancer: ingress: [{ip: ...}]
  private void status(Tokens in) throws IOException {
    in.object(
        field -> {
          if (field.equals("loadBalancer")) {
            in.object(balancer -> ingress(balancer, in));
          } else {
            in.skip();
          }
        });
  }

  private void ingress(String field, Tokens in) throws IOException {
    if (!field.equals("ingress")) {
      in.skip();
      return;
    }
    in.list(
        () ->
            in.object(
                name -> {
                  if (name.equals("ip")) {
                    in.address().ifPresent(loadBalancerIps::add);
                  } else {
                    in.skip();
                  }
                }));
  }

  @Override
  void commit(Facts facts, Change change) {
    boolean external = type.equals("ExternalName");
    facts.service(
        new ClusterService(
            meta.namespace,
            meta.name,
            type,
            List.copyOf(clusterIps),
            List.copyOf(externalIps),
            List.copyOf(loadBalancerIps),
            List.copyOf(sourceRanges),
            selector.isEmpty() || external ? Optional.empty() : Optional.of(selector),
            ports,
            List.of(),
            change.origin()),
        stated(change));
  }
}
