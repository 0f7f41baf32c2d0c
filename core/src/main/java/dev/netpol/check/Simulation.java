// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.model.ContainerPort;
import dev.netpol.model.Workload;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Party;
import dev.netpol.policy.PolicySet;
import dev.netpol.policy.Via;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Answers questions about connections that nobody has to open: policies in the cluster of a
 * snapshot, as its objects stand when it ends. A question about a workload is one about each
 * address of each of its pods; a workload without pods stands for what its template would make.
 *
 * <p>Immutable and safe for threads.
 */
public final class Simulation {

  private final PolicySet policies;
  private final ClusterSnapshot snapshot;
  private final Directory directory;

  private Simulation(PolicySet policies, ClusterSnapshot snapshot) {
    this.policies = policies;
    this.snapshot = snapshot;
    this.directory = new Directory(snapshot, policies);
  }

  /** These policies, and no others. */
  public static Simulation of(
      Collection<NetworkPolicy> policies, ClusterSnapshot snapshot, Modes modes) {
    Objects.requireNonNull(snapshot, "snapshot");
    return new Simulation(Replay.compile(policies, snapshot, modes), snapshot);
  }

  /** The policies as compiled. */
  public PolicySet policies() {
    return policies;
  }

  public ClusterSnapshot snapshot() {
    return snapshot;
  }

  /** Whether it may be opened, and why. Never fails: what cannot be asked is an answer too. */
  public Explanation ask(Question question) {
    Objects.requireNonNull(question, "question");
    Who from = directory.find(question.from());
    if (from instanceof Who.Nobody nobody) {
      return Explanation.nothing(question, nobody.reason(), nobody.hint());
    }
    Who to = directory.find(question.to());
    if (to instanceof Who.Nobody nobody) {
      return Explanation.nothing(question, nobody.reason(), nobody.hint());
    }
    return ask(question, (Who.Parties) from, (Who.Parties) to);
  }

  /** The workload that a name means; empty for addresses, for nobody, and for one of many pods. */
  public Optional<Workload> workload(EndpointName name) {
    return directory.workload(Objects.requireNonNull(name, "name"));
  }

  /**
   * Why, step by step and one line each, the details of a step indented: which policies isolate the
   * ends, which rules admit it, or what each lacks. The lines may hold text of the cluster.
   */
  public List<String> reasons(Explanation explanation) {
    return Steps.of(Objects.requireNonNull(explanation, "explanation"), policies);
  }

  /**
   * What somebody who asked this should know besides, one sentence each: that the port is a
   * Service's, which no policy sees.
   */
  public List<String> notes(Explanation explanation) {
    PortName port = explanation.question().port();
    return port.named() || explanation.legs().isEmpty()
        ? List.of()
        : ServicePorts.mistaken(
            snapshot, explanation.legs().get(0).to(), port.protocol(), port.number());
  }

  private Explanation ask(Question question, Who.Parties senders, Who.Parties receivers) {
    List<Leg> legs = new ArrayList<>();
    List<Leg> selves = new ArrayList<>();
    Set<Long> asked = new HashSet<>();
    for (int r : receivers.asked(senders)) {
      Party receiver = receivers.parties().get(r);
      List<Integer> ports = ports(question.port(), receiver);
      if (ports.isEmpty()) {
        return undeclared(question, receiver);
      }
      for (int s : senders.asked(receivers)) {
        Party sender = senders.parties().get(s);
        for (int port : ports) {
          long alike = alike(senders.likeness().get(s), receivers.likeness().get(r), port);
          if (asked.contains(alike) || !Population.oneFamily(sender, receiver)) {
            continue;
          }
          boolean same = isSame(sender, receiver);
          boolean self = same && !senders.several();
          Party to = same && !self ? replica(receiver) : receiver;
          (self ? selves : legs).add(leg(question, sender, to, port));
          if (!self && alike != Likeness.NONE) {
            asked.add(alike);
          }
        }
      }
    }
    // A workload that asks for itself asks for its other pods; where it has one, for that.
    List<Leg> all = legs.isEmpty() ? selves : legs;
    return all.isEmpty()
        ? Explanation.nothing(
            question,
            question.from() + " and " + question.to() + " have no address family in common",
            "")
        : Explanation.of(question, all);
  }

  /** One number for pairs that fare the same; {@link Likeness#NONE} if a node might matter. */
  private static long alike(int sender, int receiver, int port) {
    return sender == Likeness.NONE || receiver == Likeness.NONE
        ? Likeness.NONE
        : (long) sender << 40 | (long) receiver << 16 | port;
  }

  private Leg leg(Question question, Party from, Party to, int port) {
    return new Leg(
        from,
        to,
        question.port().protocol(),
        port,
        policies.verdict(from, to, question.port().protocol(), port, Via.ADDRESS),
        false);
  }

  private static Party replica(Party party) {
    return party instanceof Party.PodParty it
        ? new Party.PodParty(Population.replica(it.pod()), it.ip())
        : party;
  }

  private static boolean isSame(Party a, Party b) {
    return a instanceof Party.PodParty one
        && b instanceof Party.PodParty other
        && one.pod().isSame(other.pod());
  }

  private static List<Integer> ports(PortName port, Party receiver) {
    return port.named()
        ? declared(receiver).stream()
            .filter(it -> it.protocol() == port.protocol() && it.name().equals(port.name()))
            .map(ContainerPort::port)
            .distinct()
            .toList()
        : List.of(port.number());
  }

  private static List<ContainerPort> declared(Party party) {
    return party instanceof Party.PodParty it ? it.pod().ports() : List.of();
  }

  private static Explanation undeclared(Question question, Party receiver) {
    if (!(receiver instanceof Party.PodParty it)) {
      return Explanation.nothing(
          question,
          question.to() + " is no pod, so none of its ports has a name",
          "write a number");
    }
    String names =
        declared(receiver).stream()
            .filter(port -> !port.name().isEmpty())
            .map(port -> port.name() + "/" + port.protocol())
            .collect(Collectors.toCollection(TreeSet::new))
            .stream()
            .collect(Collectors.joining(", "));
    return Explanation.nothing(
        question,
        "the pod " + it.pod() + " declares no port " + question.port(),
        names.isEmpty() ? "none of its ports has a name; write a number" : "it declares " + names);
  }
}
