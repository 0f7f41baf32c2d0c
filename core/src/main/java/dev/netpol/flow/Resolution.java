// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.cluster.ClusterService;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.cluster.Mesh;
import dev.netpol.model.Direction;
import dev.netpol.model.Workload;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;

/** Resolves one table: every tuple once, then those that need what the others showed. */
final class Resolution {
  private final ClusterSnapshot snapshot;
  private final SortedMap<Tuple, Tally> tuples;
  private final Findings findings;
  private final Leads leads;
  private final ServicePaths paths;
  private final NoFlow noFlow;
  private final Numbers numbers = new Numbers();
  private final Gathered gathered = new Gathered(numbers);
  private final Later later = new Later(numbers);
  private final List<Lead.ToService> toServices = new ArrayList<>();
  private final List<Lead.AtProxy> atProxies = new ArrayList<>();

  Resolution(
      ClusterSnapshot snapshot, SortedMap<Tuple, Tally> tuples, Accepts accepts, boolean hostPods) {
    this.snapshot = snapshot;
    this.tuples = tuples;
    this.findings = new Findings(snapshot, accepts);
    this.paths = new ServicePaths(snapshot);
    this.leads = new Leads(snapshot, tuples, paths, hostPods);
    this.noFlow = new NoFlow(snapshot);
  }

  /** Which accepts the capture would have seen. */
  interface Accepts {
    boolean captured(String node, String namespace, dev.netpol.model.Protocol protocol);
  }

  ResolvedFlows run() {
    // Each by itself, with the threads there are; then together, in their order.
    tuples.entrySet().parallelStream()
        .map(entry -> leads.of(entry.getKey(), entry.getValue()))
        .toList()
        .forEach(this::gather);
    gathered.late();
    toServices.forEach(this::service);
    atProxies.forEach(this::proxied);
    findings.backendsNotSeen(later, gathered);
    return new ResolvedFlows(gathered.flows(), gathered.notFlows(), findings.sorted());
  }

  private void gather(Lead lead) {
    gathered.next();
    if (lead instanceof Lead.Connect one) {
      connect(one.tuple(), one.tally(), one.from(), one.to());
    } else if (lead instanceof Lead.Accept one) {
      Set<Integer> ports = Set.of(one.tuple().dport());
      accept(one.tuple(), one.tally(), one.from(), one.to(), ports, Set.of());
    } else if (lead instanceof Lead.Nowhere one) {
      gathered.notFlow(one.reason(), one.tuple(), one.tally());
    } else if (lead instanceof Lead.ToService one) {
      toServices.add(one);
    } else if (lead instanceof Lead.AtProxy one) {
      atProxies.add(one);
    }
  }

  // A tuple is either behind flows or counted as none: of several ways, those that are flows count.
  private void connect(Tuple tuple, Tally tally, End from, List<Destination> all) {
    String none = "";
    boolean any = false;
    for (Destination to : all) {
      String reason = noFlow.between(from, to.end(), tuple);
      if (reason.isEmpty()) {
        any = true;
        connect(tuple, tally, from, to);
      } else if (none.isEmpty()) {
        none = reason;
      }
    }
    if (!any) {
      gathered.notFlow(none.isEmpty() ? Reason.NO_POD : none, tuple, tally);
    }
  }

  private void connect(Tuple tuple, Tally tally, End from, Destination to) {
    Set<Mark> marks = to.marks();
    if (from.inferred() && !marks.contains(Mark.INFERRED)) {
      marks = EnumSet.of(Mark.INFERRED);
      marks.addAll(to.marks());
    }
    GrowingFlow flow =
        gathered.flow(
            from.endpoint(),
            to.end().endpoint(),
            to.port(),
            to.writes(from),
            marks,
            to.via(),
            tuple,
            tally);
    if (flow.connects()) {
      later.connected(flow.connection());
    }
    findings.connected(flow, marks, to.via(), tally);
  }

  private void accept(
      Tuple tuple, Tally tally, End from, End to, Set<Integer> ports, Set<Mark> certain) {
    String reason = noFlow.between(from, to, tuple);
    findings.client(from, to, tuple, tally, reason.isEmpty());
    if (!reason.isEmpty()) {
      gathered.notFlow(reason, tuple, tally);
      return;
    }
    EnumSet<Mark> marks = EnumSet.noneOf(Mark.class);
    marks.addAll(certain);
    if (from.inferred() || to.inferred()) {
      marks.add(Mark.INFERRED);
    }
    if (!from.bridge().isEmpty()) {
      marks.add(Mark.FROM_BRIDGE);
    }
    Set<Direction> writes = Destination.writes(from.isWorkload(), to.isWorkload());
    for (int port : ports) {
      GrowingFlow flow =
          gathered.flow(from.endpoint(), to.endpoint(), port, writes, marks, "", tuple, tally);
      if (flow.accepts()) {
        later.accepted(flow.connection());
      }
    }
  }

  private void service(Lead.ToService one) {
    gathered.next();
    ClusterService service = one.service();
    int port = one.tuple().dport();
    String via = ServicePaths.via(service, port);
    List<Destination> all = new ArrayList<>(paths.hosts(service, port, one.tuple().protocol()));
    for (ClusterWorkload workload : snapshot.selected(service)) {
      if (workload.hostNetwork()
          && workload.pods().stream().allMatch(pod -> pod.pod().hostNetwork())) {
        continue;
      }
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

  private void proxied(Lead.AtProxy one) {
    gathered.next();
    Mesh mesh = Leads.mesh(one.to());
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
}
