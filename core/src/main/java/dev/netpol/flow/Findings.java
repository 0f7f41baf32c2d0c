// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import com.google.common.math.LongMath;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.cluster.Mesh;
import dev.netpol.model.Connection;
import dev.netpol.model.Diagnostic;
import dev.netpol.model.Node;
import dev.netpol.model.Position;
import dev.netpol.model.Workload;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a person should look at: where the trace and the cluster do not fit together. */
final class Findings {
  private static final Position TRACE = Position.of("<trace>");

  private final ClusterSnapshot snapshot;
  private final Resolution.Accepts accepts;
  private final TreeSet<Diagnostic> found = new TreeSet<>();
  private final Map<String, Client> clients = new TreeMap<>();
  private final Map<String, Position> unknownPorts = new TreeMap<>();

  /** A bridge as a client. */
  private static final class Client {
    String what = "";
    boolean inferred;
    boolean asFlow;
    long connections;
    Position at = TRACE;
    final TreeSet<String> names = new TreeSet<>();
  }

  Findings(ClusterSnapshot snapshot, Resolution.Accepts accepts) {
    this.snapshot = snapshot;
    this.accepts = accepts;
  }

  /** A connect was taken for this flow. */
  void connected(GrowingFlow flow, Set<Mark> marks, String via, Tally tally) {
    if (marks.contains(Mark.TARGET_PORT_UNKNOWN)) {
      unknownPorts.putIfAbsent(via, at(tally));
    } else if (flow.implied() == null
        && marks.contains(Mark.VIA_SERVICE)
        && !marks.contains(Mark.VIA_NODE)
        && tally.worked()) {
      flow.implied(via, at(tally));
    }
  }

  /** An accept named this client. */
  void client(End from, End to, Tuple tuple, Tally tally, boolean asFlow) {
    // What is known to be a pod's own node needs no question.
    if (from.bridge().isEmpty() || (!asFlow && !from.inferred())) {
      return;
    }
    if (from.endpoint() instanceof Node node && to.isWorkload()) {
      Client client = clients.computeIfAbsent(node.address().toString(), key -> new Client());
      client.what = from.bridge();
      client.inferred |= from.inferred();
      client.asFlow |= asFlow;
      client.connections = LongMath.saturatedAdd(client.connections, tally.connections());
      client.names.add(to.endpoint() + ":" + tuple.dport() + "/" + tuple.protocol());
      client.at = client.at.equals(TRACE) ? at(tally) : client.at;
    }
  }

  /**
   * Ports that connects through a Service imply, at backends whose accepts were captured, and where
   * none was seen: the Service's target port may not be what the pods really listen on.
   */
  void backendsNotSeen(Later later, Gathered gathered) {
    SortedMap<String, Position> backends = new TreeMap<>();
    for (GrowingFlow growing : gathered.growing()) {
      GrowingFlow.Implied how = growing.implied();
      Connection flow = growing.connection();
      if (how != null && !later.wasAccepted(flow) && captured(flow)) {
        growing.mark(Mark.BACKEND_NOT_SEEN);
        String what =
            how.via()
                + " was dialled, which means "
                + flow.to()
                + " port "
                + flow.port()
                + "/"
                + flow.protocol();
        backends.merge(what, how.at(), (x, y) -> x.compareTo(y) <= 0 ? x : y);
      }
    }
    backends.forEach(
        (what, at) ->
            found.add(
                Diagnostic.warning(
                    "backend-not-seen",
                    at,
                    what + "; accepts were captured there, but none on this port",
                    "see whether the Service's target port is where its pods listen; a backend that"
                        + " got no connection by chance is no reason for concern")));
  }

  private boolean captured(Connection flow) {
    if (!(flow.to() instanceof Workload id)) {
      return false;
    }
    List<String> nodes =
        snapshot.workload(id).stream()
            .map(ClusterWorkload::pods)
            .flatMap(List::stream)
            .filter(pod -> pod.live())
            // Behind a proxy all ports look alike.
            .map(pod -> pod.mesh() == Mesh.NONE ? pod.pod().node() : "")
            .distinct()
            .toList();
    return !nodes.isEmpty()
        && nodes.stream()
            .allMatch(
                node -> !node.isEmpty() && accepts.captured(node, id.namespace(), flow.protocol()));
  }

  private static Position at(Tally tally) {
    return tally.samples().isEmpty() ? TRACE : tally.samples().get(0).at();
  }

  List<Diagnostic> sorted() {
    clients.forEach(
        (address, client) ->
            found.add(
                Diagnostic.warning(
                    "bridge-client",
                    client.at,
                    "client "
                        + address
                        + (client.inferred ? " looks like" : " is")
                        + " the bridge or tunnel of a node ("
                        + client.what
                        + "): "
                        + client.connections
                        + " connections to "
                        + String.join(", ", client.names)
                        + (client.asFlow
                            ? ""
                            : " are counted as the pod's own node, which needs no rule"),
                    "a node's own processes are meant, or clients whose address was translated on"
                        + " the way in; nodes in the snapshot would tell")));
    unknownPorts.forEach(
        (via, at) ->
            found.add(
                Diagnostic.warning(
                    "target-port-unknown",
                    at,
                    via + " was dialled, and nothing says where its pods listen",
                    "add the Service to the snapshot, or capture the accepts of its pods")));
    return List.copyOf(found);
  }
}
