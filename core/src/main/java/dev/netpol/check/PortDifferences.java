// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.check.Difference.Kind;
import dev.netpol.model.ContainerPort;
import dev.netpol.model.Pod;
import dev.netpol.model.PortRange;
import dev.netpol.model.Protocol;
import dev.netpol.policy.Modes;
import dev.netpol.policy.Party;
import dev.netpol.policy.Port;
import dev.netpol.policy.Rule;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** In what the port of a connection differs from the ports of a rule. */
final class PortDifferences {

  /** More ports than a person compares at a glance. */
  private static final int MOST = 6;

  private final Protocol protocol;
  private final int port;
  private final Optional<Pod> pod;

  PortDifferences(Leg leg, Modes modes) {
    this.protocol = leg.protocol();
    this.port = leg.port();
    this.pod =
        leg.to() instanceof Party.PodParty it
                && !(it.pod().hostNetwork() && modes.hostNetwork() == Modes.HostNetwork.NODE)
            ? Optional.of(it.pod())
            : Optional.empty();
  }

  /** None if the rule means this port. */
  List<Difference> of(Rule rule) {
    Set<String> others = new LinkedHashSet<>();
    for (Port it : rule.ports()) {
      if (means(it)) {
        return List.of();
      }
      others.add(text(it));
    }
    if (others.isEmpty()) {
      return List.of();
    }
    int more = others.size() - MOST;
    return List.of(
        new Difference(
            Kind.PORT,
            "port "
                + port
                + "/"
                + protocol
                + " is not "
                + String.join(" or ", others.stream().limit(MOST).toList())
                + (more > 0 ? " or " + more + " more" : "")));
  }

  private boolean means(Port it) {
    if (it.protocol() != protocol) {
      return false;
    }
    if (it instanceof Port.Named named) {
      return numbers(named).contains(port);
    }
    return !(it instanceof Port.Numbered numbered) || numbered.ports().contains(port);
  }

  /** What the destination declares under the name. */
  private List<Integer> numbers(Port.Named named) {
    return pod.map(Pod::ports).orElse(List.of()).stream()
        .filter(it -> it.protocol() == named.protocol() && it.name().equals(named.name()))
        .map(ContainerPort::port)
        .distinct()
        .toList();
  }

  private String text(Port it) {
    if (it instanceof Port.Named named) {
      List<Integer> numbers = numbers(named);
      String name = '"' + named.name() + '"' + "/" + named.protocol();
      if (numbers.isEmpty()) {
        return name
            + (pod.isPresent()
                ? ", which " + pod.get() + " does not declare,"
                : ", a name that no address has,");
      }
      return name
          + " ("
          + String.join(",", numbers.stream().map(String::valueOf).toList())
          + " on "
          + pod.get()
          + ")";
    }
    if (it instanceof Port.Numbered numbered && !numbered.ports().equals(PortRange.ALL)) {
      return numbered.ports() + "/" + numbered.protocol();
    }
    return "any port/" + it.protocol();
  }
}
