// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.model.Cidr;
import dev.netpol.model.IpAddress;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Labels;
import dev.netpol.model.PortRange;
import dev.netpol.model.Protocol;
import dev.netpol.trace.ConnectionEvent;
import dev.netpol.trace.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a capture is to record. The kernel filters by pod, address range and protocol itself; here
 * it is done for what the kernel could not know, and for ports and programs.
 *
 * @param namespaces empty for all
 * @param pods names of pods, empty for all
 * @param selector on the labels that a snapshot gives
 * @param cidrs connections to peers in here only; empty for all
 * @param excludeCidrs no connections to peers in here
 * @param ports of the responder; empty for all
 * @param processes names or file names of programs; empty for all
 * @param protocols TCP, UDP or both
 * @param host whether processes outside pods count, too
 */
record Filters(
    Set<String> namespaces,
    Set<String> pods,
    Optional<LabelSelector> selector,
    List<Cidr> cidrs,
    List<Cidr> excludeCidrs,
    List<PortRange> ports,
    Set<String> processes,
    Set<Protocol> protocols,
    boolean host) {

  /** A process calls itself by no more than so many bytes (TASK_COMM_LEN). */
  private static final int COMM = 15;

  /** Whether something is. */
  enum Answer {
    YES,
    NO,
    /** Names or labels are not known: left to be decided by whoever knows them. */
    UNKNOWN
  }

  /** Whether connections of that pod are recorded; without one, of a process outside pods. */
  Answer wants(Pod pod) {
    if (pod.isOutside()) {
      return host ? Answer.YES : Answer.NO;
    }
    if (!pod.isPod()) {
      return Answer.UNKNOWN;
    }
    if ((!namespaces.isEmpty() || !pods.isEmpty()) && !pod.isNamed()) {
      return Answer.UNKNOWN;
    }
    if (!namespaces.isEmpty() && !namespaces.contains(pod.identity().namespace())) {
      return Answer.NO;
    }
    if (!pods.isEmpty() && !pods.contains(pod.identity().name())) {
      return Answer.NO;
    }
    if (selector.isEmpty()) {
      return Answer.YES;
    }
    Optional<Labels> labels = pod.labels();
    if (labels.isEmpty()) {
      return Answer.UNKNOWN;
    }
    return selector.get().matches(labels.get()) ? Answer.YES : Answer.NO;
  }

  /** Whether a connection passes the filters that are not about pods. */
  boolean passes(ConnectionEvent event) {
    return protocols.contains(event.protocol())
        && hasPeer(event)
        && (ports.isEmpty() || ports.stream().anyMatch(range -> range.contains(event.dport())))
        && hasProgram(event.comm(), event.exe());
  }

  private boolean hasPeer(ConnectionEvent event) {
    Optional<IpAddress> peer = event.side() == Side.CONNECT ? event.daddr() : event.saddr();
    return (cidrs.isEmpty() || holds(cidrs, peer)) && !holds(excludeCidrs, peer);
  }

  private static boolean holds(List<Cidr> blocks, Optional<IpAddress> address) {
    return address.isPresent() && blocks.stream().anyMatch(b -> b.contains(address.get()));
  }

  /** Whether that is one of the programs. */
  boolean hasProgram(String comm, String exe) {
    if (processes.isEmpty()) {
      return true;
    }
    String file = exe.substring(exe.lastIndexOf('/') + 1);
    return processes.stream()
        .anyMatch(
            name -> name.equals(file) || name.equals(exe) || (!comm.isEmpty() && cut(name, comm)));
  }

  private static boolean cut(String name, String comm) {
    return name.equals(comm) || (comm.length() == COMM && name.startsWith(comm));
  }

  /** As the header of a trace says them; filters that are not set are left out. */
  SortedMap<String, List<String>> described() {
    SortedMap<String, List<String>> all = new TreeMap<>();
    all.put("namespaces", sorted(namespaces));
    all.put("pods", sorted(pods));
    all.put("selector", selector.map(LabelSelector::toString).stream().toList());
    all.put("cidrs", texts(cidrs));
    all.put("excludeCidrs", texts(excludeCidrs));
    all.put("ports", texts(ports));
    all.put("processes", sorted(processes));
    return all;
  }

  private static List<String> sorted(Set<String> values) {
    return new ArrayList<>(new TreeSet<>(values));
  }

  private static List<String> texts(List<?> values) {
    return values.stream().map(Object::toString).sorted().distinct().toList();
  }
}
