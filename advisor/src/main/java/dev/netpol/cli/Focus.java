// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.Edge;
import dev.netpol.check.EndpointName;
import dev.netpol.check.Vertex;
import dev.netpol.model.Workload;
import dev.netpol.terminal.Arguments;
import dev.netpol.terminal.Option;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.UnusableInput;
import dev.netpol.terminal.UsageException;
import dev.netpol.terminal.Words;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The workloads that somebody wants to see.
 *
 * @param workloads none: all of them
 */
record Focus(Set<Workload> workloads) {

  /**
   * What an option names.
   *
   * @throws UsageException if it names nothing that is there
   * @throws UnusableInput if nothing is
   */
  static Focus of(Option option, Arguments arguments, List<Workload> known) {
    mustHave(known, arguments);
    Set<Workload> found = new HashSet<>();
    for (String text : arguments.values(option)) {
      EndpointName.Pods name = name(option, text);
      List<Workload> named = known.stream().filter(it -> isNamed(it, name)).toList();
      if (named.isEmpty()) {
        throw new UsageException(
            "no-such-workload",
            "the snapshot has no workload " + Quoted.of(text) + meant(text, known));
      }
      found.addAll(named);
    }
    return new Focus(Set.copyOf(found));
  }

  /** Refuses to go on with a cluster that nobody is in. */
  static void mustHave(List<Workload> known, Arguments arguments) {
    if (known.isEmpty()) {
      throw new UnusableInput(
          Words.some(arguments.values(InputOptions.SNAPSHOT), 3),
          "no-workloads",
          "there is no workload in it",
          "save pods and their controllers, too: kubectl get pods,replicasets,deployments,"
              + "statefulsets,daemonsets,jobs,cronjobs,namespaces,nodes -A -o json");
    }
  }

  private static EndpointName.Pods name(Option option, String text) {
    try {
      if (EndpointName.parse(text) instanceof EndpointName.Pods name && name.address().isEmpty()) {
        return name;
      }
    } catch (IllegalArgumentException e) {
      // The same as for an address: neither names a workload.
    }
    throw new UsageException(
        "option-value",
        option.name()
            + " does not know "
            + Quoted.of(text)
            + ": write namespace/name or namespace/Kind/name");
  }

  private static boolean isNamed(Workload workload, EndpointName.Pods name) {
    return workload.namespace().equals(name.namespace())
        && workload.name().equals(name.name())
        && name.kind().map(workload.kind()::equalsIgnoreCase).orElse(true);
  }

  private static String meant(String text, List<Workload> known) {
    List<String> names =
        known.stream().map(it -> it.namespace() + "/" + it.name()).distinct().toList();
    return Quoted.plain(Words.meant(text, names), 400);
  }

  /** Whether one end is in focus. */
  boolean shows(Edge edge) {
    return workloads.isEmpty() || has(edge.from()) || has(edge.to());
  }

  private boolean has(Vertex vertex) {
    return vertex instanceof Vertex.Pods it && workloads.contains(it.workload());
  }
}
