// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.cluster.ClusterService;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.cluster.Mesh;
import dev.netpol.model.Connection;
import dev.netpol.model.Direction;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Workload;
import dev.netpol.trace.Identity;
import dev.netpol.trace.Side;
import dev.netpol.trace.TraceFormat;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Resolves one table: every tuple once, then those that need what the others showed. */
final class Resolution {
  private final ClusterSnapshot snapshot;
  private final SortedMap<Tuple, Tally> tuples;
  private final Findings findings;
  private final Naming naming;
  private final ServicePaths paths;
  private final Numbers numbers = new Numbers();
  private final Gathered gathered = new Gathered(numbers);
  private final Later later = new Later(numbers);
  private final List<Later.ToService> toServices = new ArrayList<>();
  private final List<Later.AtProxy> atProxies = new ArrayList<>();

  Resolution(ClusterSnapshot snapshot, SortedMap<Tuple, Tally> tuples, Accepts accepts) {
    this.snapshot = snapshot;
    this.tuples = tuples;
    this.findings = new Findings(snapshot, accepts);
    this.naming = new Naming(snapshot, tuples);
    this.paths = new ServicePaths(snapshot);
  }

  /** Which accepts the capture would have seen. */
  interface Accepts {
    boolean captured(String node, String namespace, dev.netpol.model.Protocol protocol);
  }

  ResolvedFlows run() {
    tuples.forEach(this::resolve);
    gathered.late();
    toServices.forEach(this::service);
    atProxies.forEach(this::proxied);
    findings.backendsNotSeen(later, gathered);
    return new ResolvedFlows(gathered.flows(), gathered.notFlows(), findings.sorted());
  }

  private void resolve(Tuple tuple, Tally tally) {
    gathered.next();
    Optional<String> local = local(tuple);
    if (local.isPresent()) {
      gathered.notFlow(local.get(), tuple, tally);
      return;
    }
    // A packet filter in a node's network sees what the node forwards as if it were the node's.
    if (tuple.format() != TraceFormat.NETWORKTRACE
        && tuple.observer().kind() == Identity.Kind.HOST) {
      gathered.notFlow(Reason.HOST_NAMESPACE, tuple, tally);
      return;
    }
    End observer = naming.observer(tuple, tally);
    if (Naming.other(tuple).filter(observer::has).isPresent()) {
      gathered.notFlow(Reason.OWN_ADDRESS, tuple, tally);
    } else if (tuple.side() == Side.CONNECT) {
      connect(tuple, tally, observer);
    } else {
      accept(tuple, tally, observer);
    }
  }

  private static Optional<String> local(Tuple tuple) {
    if (is(tuple.saddr(), IpAddress::isLoopback) || is(tuple.daddr(), IpAddress::isLoopback)) {
      return Optional.of(Reason.LOOPBACK);
    }
    // The source of a datagram may well be unspecified: the kernel picks one when it sends.
    if (is(tuple.daddr(), IpAddress::isUnspecified)) {
      return Optional.of(Reason.UNSPECIFIED);
    }
    if (is(tuple.daddr(), IpAddress::isMulticast)) {
      return Optional.of(Reason.MULTICAST);
    }
    return tuple.saddr().isPresent() && tuple.saddr().equals(tuple.daddr())
        ? Optional.of(Reason.OWN_ADDRESS)
        : Optional.empty();
  }

  private static boolean is(
      Optional<IpAddress> address, java.util.function.Predicate<IpAddress> what) {
    return address.filter(what).isPresent();
  }

  private void connect(Tuple tuple, Tally tally, End from) {
    if (tuple.peer().kind() == Identity.Kind.SERVICE) {
      Optional<ClusterService> service =
          snapshot.service(tuple.peer().namespace(), tuple.peer().name());
      if (service.isPresent()) {
        named(tuple, tally, from, service.get());
        return;
      }
    }
    List<Destination> all = new ArrayList<>(direct(tuple, tally));
    tuple
        .requested()
        .flatMap(
            asked -> paths.through(asked.address(), asked.port(), tuple.protocol(), tally.first()))
        .ifPresent(all::addAll);
    connect(tuple, tally, from, all);
  }

  private void named(Tuple tuple, Tally tally, End from, ClusterService service) {
    if (service.ports().isEmpty()) {
      toServices.add(new Later.ToService(tuple, tally, from, service));
    } else {
      connect(tuple, tally, from, paths.clusterIp(service, tuple.dport(), tuple.protocol()));
    }
  }

  private List<Destination> direct(Tuple tuple, Tally tally) {
    if (tuple.peer().kind() != Identity.Kind.POD && tuple.daddr().isPresent()) {
      IpAddress address = tuple.daddr().get();
      Optional<List<Destination>> through =
          paths.through(address, tuple.dport(), tuple.protocol(), tally.first());
      if (through.isPresent()) {
        return through.get();
      }
    }
    return List.of(Destination.direct(naming.peer(tuple, tally), tuple.dport()));
  }

  // A tuple is either behind flows or counted as none: of several ways, those that are flows count.
  private void connect(Tuple tuple, Tally tally, End from, List<Destination> all) {
    Optional<String> none = Optional.empty();
    boolean any = false;
    for (Destination to : all) {
      Optional<String> reason = notFlow(from, to.end(), tuple);
      if (reason.isPresent()) {
        none = none.or(() -> reason);
        continue;
      }
      any = true;
      EnumSet<Mark> marks = EnumSet.noneOf(Mark.class);
      marks.addAll(to.marks());
      if (from.inferred()) {
        marks.add(Mark.INFERRED);
      }
      Connection flow =
          new Connection(from.endpoint(), to.end().endpoint(), tuple.protocol(), to.port());
      gathered.flow(flow, to.writes(from), marks, to.via(), tuple, tally);
      later.connected(flow);
      findings.connected(flow, marks, to.via(), tally);
    }
    if (!any) {
      gathered.notFlow(none.orElse(Reason.NO_POD), tuple, tally);
    }
  }

  private void accept(Tuple tuple, Tally tally, End to) {
    End from = naming.peer(tuple, tally);
    if (mesh(to).redirects(tuple.protocol(), tuple.dport())) {
      atProxies.add(new Later.AtProxy(tuple, tally, from, to));
      return;
    }
    accept(tuple, tally, from, to, Set.of(tuple.dport()), Set.of());
  }

  private static Mesh mesh(End end) {
    return end.pod().map(pod -> pod.mesh()).orElse(Mesh.NONE);
  }

  private void accept(
      Tuple tuple, Tally tally, End from, End to, Set<Integer> ports, Set<Mark> certain) {
    Optional<String> reason = notFlow(from, to, tuple);
    findings.client(from, to, tuple, tally, reason.isEmpty());
    if (reason.isPresent()) {
      gathered.notFlow(reason.get(), tuple, tally);
      return;
    }
    EnumSet<Direction> writes = EnumSet.noneOf(Direction.class);
    if (from.isWorkload()) {
      writes.add(Direction.EGRESS);
    }
    if (to.isWorkload()) {
      writes.add(Direction.INGRESS);
    }
    EnumSet<Mark> marks = EnumSet.noneOf(Mark.class);
    marks.addAll(certain);
    if (from.inferred() || to.inferred()) {
      marks.add(Mark.INFERRED);
    }
    if (!from.bridge().isEmpty()) {
      marks.add(Mark.FROM_BRIDGE);
    }
    for (int port : ports) {
      Connection flow = new Connection(from.endpoint(), to.endpoint(), tuple.protocol(), port);
      gathered.flow(flow, writes, marks, "", tuple, tally);
      later.accepted(flow);
    }
  }

  private Optional<String> notFlow(End from, End to, Tuple tuple) {
    if (from.isWorkload()) {
      return Optional.empty();
    }
    if (to.isWorkload()) {
      return from.isNode() && onOwnNode(from, to, tuple)
          ? Optional.of(Reason.OWN_NODE)
          : Optional.empty();
    }
    return Optional.of(from.isNode() || to.isNode() ? Reason.NODE_TRAFFIC : Reason.NO_POD);
  }

  private boolean onOwnNode(End from, End to, Tuple tuple) {
    if (from.nodeName().isEmpty()) {
      // A bridge that was told by its shape alone serves the pods around it.
      return from.inferred()
          && tuple.saddr().isPresent()
          && tuple.daddr().isPresent()
          && tuple.saddr().get().isV4()
          && new dev.netpol.model.Cidr(tuple.saddr().get(), 24).contains(tuple.daddr().get());
    }
    if (tuple.side() == Side.ACCEPT && !tuple.node().isEmpty()) {
      return tuple.node().equals(from.nodeName());
    }
    if (to.pod().isPresent()) {
      return to.nodeName().equals(from.nodeName());
    }
    // Behind a Service: its own node's if all its pods are there.
    List<String> nodes =
        to.endpoint() instanceof Workload id
            ? snapshot.workload(id).map(Resolution::liveNodes).orElse(List.of())
            : List.of();
    return !nodes.isEmpty() && nodes.stream().allMatch(from.nodeName()::equals);
  }

  private static List<String> liveNodes(ClusterWorkload workload) {
    return workload.pods().stream().filter(pod -> pod.live()).map(pod -> pod.pod().node()).toList();
  }

  private void service(Later.ToService one) {
    gathered.next();
    ClusterService service = one.service();
    int port = one.tuple().dport();
    String via = ServicePaths.via(service, port);
    List<Destination> all = new ArrayList<>();
    for (ClusterWorkload workload : snapshot.selected(service)) {
      EnumSet<Mark> marks = EnumSet.of(Mark.VIA_SERVICE);
      if (workload.inferred()) {
        marks.add(Mark.INFERRED);
      }
      Set<Integer> targets =
          later.target(one.from().endpoint(), workload.id(), one.tuple().protocol(), port);
      if (targets.isEmpty()) {
        marks.add(Mark.TARGET_PORT_UNKNOWN);
      }
      End end = new End(workload.id(), Optional.empty(), workload.inferred(), "");
      for (int target : targets.isEmpty() ? Set.of(port) : targets) {
        all.add(new Destination(end, target, true, marks, via));
      }
    }
    if (all.isEmpty()) {
      String why = "it has no selector, and nothing tells which addresses are behind it";
      End end = End.unresolved("Service " + service, why);
      all.add(new Destination(end, port, true, Set.of(), via));
    }
    connect(one.tuple(), one.tally(), one.from(), all);
  }

  private void proxied(Later.AtProxy one) {
    gathered.next();
    Mesh mesh = mesh(one.to());
    Set<Integer> ports =
        later.dialled(one.from().endpoint(), one.to().endpoint(), one.tuple().protocol());
    if (!ports.isEmpty()) {
      accept(one.tuple(), one.tally(), one.from(), one.to(), ports, Set.of());
      return;
    }
    Set<Integer> declared =
        one.to().endpoint() instanceof Workload id
            ? snapshot
                .workload(id)
                .map(workload -> Later.declared(workload, mesh, one.tuple().protocol()))
                .orElse(Set.of())
            : Set.of();
    if (!declared.isEmpty()) {
      Set<Mark> marks = Set.of(Mark.DECLARED_PORT);
      accept(one.tuple(), one.tally(), one.from(), one.to(), declared, marks);
      return;
    }
    // A redirect port is never written: what cannot be told is the client's doing.
    End unknown =
        End.unresolved(
            one.from().endpoint().toString(),
            "accepted by a mesh proxy at its redirect port; what was dialled is not known");
    accept(one.tuple(), one.tally(), unknown, one.to(), Set.of(one.tuple().dport()), Set.of());
  }

  /** For tests. */
  static ResolvedFlows of(ClusterSnapshot snapshot, Map<Tuple, Tally> tuples, Accepts accepts) {
    return new Resolution(snapshot, new java.util.TreeMap<>(tuples), accepts).run();
  }
}
