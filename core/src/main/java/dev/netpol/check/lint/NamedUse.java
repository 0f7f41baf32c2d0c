// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.model.ContainerPort;
import dev.netpol.model.Position;
import dev.netpol.policy.Port;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A named port of a rule and the pods that resolve it.
 *
 * @param destinations at least one
 */
record NamedUse(LintedRule rule, int index, List<Member> destinations) {

  /** All of them; not those of rules for any destination, or for addresses. */
  static List<NamedUse> of(Linted linted) {
    List<NamedUse> uses = new ArrayList<>();
    linted
        .rules()
        .forEach(
            rule -> {
              for (int i = 0; i < rule.ports().size(); i++) {
                if (rule.ports().get(i) instanceof Port.Named) {
                  List<Member> destinations = PortUse.destinations(linted, rule);
                  if (!destinations.isEmpty()) {
                    uses.add(new NamedUse(rule, i, destinations));
                  }
                }
              }
            });
    return uses;
  }

  Port.Named port() {
    return (Port.Named) rule.ports().get(index);
  }

  Position at() {
    return rule.portAt(index);
  }

  String name() {
    return rule.portName(index);
  }

  /** What the pods declare by this name, with any protocol. */
  Stream<ContainerPort> declared() {
    return destinations.stream()
        .flatMap(it -> it.pod().ports().stream())
        .filter(it -> it.name().equals(port().name()));
  }

  /** What of it the rule means. */
  Stream<ContainerPort> meant() {
    return declared().filter(it -> it.protocol() == port().protocol());
  }
}
