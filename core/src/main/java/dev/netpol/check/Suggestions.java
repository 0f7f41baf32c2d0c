// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.cluster.Backend;
import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterService;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.model.Workload;
import dev.netpol.policy.Spelling;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody may have meant by a name that nobody has. */
final class Suggestions {

  private static final int MOST = 5;

  private final ClusterSnapshot snapshot;

  Suggestions(ClusterSnapshot snapshot) {
    this.snapshot = snapshot;
  }

  Who.Nobody nobody(EndpointName.Pods name) {
    if (!snapshot.namespaces().containsKey(name.namespace())) {
      return new Who.Nobody(
          "the snapshot has no namespace " + name.namespace(),
          meant(name.namespace(), List.copyOf(snapshot.namespaces().keySet())));
    }
    String what = name.kind().orElse("workload or pod");
    String reason = "the snapshot has no " + what + " " + name.namespace() + "/" + name.name();
    Optional<ClusterPod> gone = snapshot.podAt(name.namespace(), name.name(), Long.MIN_VALUE);
    if (gone.isPresent() && (name.kind().isEmpty() || what.equalsIgnoreCase("Pod"))) {
      return new Who.Nobody(
          "the pod " + name.namespace() + "/" + name.name() + " has finished or is gone",
          gone.get().phase().finished() ? "the mode finishedPods=kept counts finished pods" : "");
    }
    Optional<ClusterService> service = snapshot.service(name.namespace(), name.name());
    if (service.isPresent()) {
      return new Who.Nobody(
          (what.equalsIgnoreCase("Service")
                  ? name.namespace() + "/" + name.name() + " is a Service"
                  : reason + ", only a Service")
              + ": policies see its pods",
          behind(service.get(), snapshot));
    }
    return new Who.Nobody(reason, meant(name.name(), names(name.namespace())));
  }

  /** The workloads behind a Service and their own ports. */
  static String behind(ClusterService service, ClusterSnapshot snapshot) {
    List<String> backends =
        service.ports().stream()
            .flatMap(port -> snapshot.backends(service, port).stream())
            .map(Suggestions::text)
            .distinct()
            .toList();
    return backends.isEmpty() ? "" : "name what is behind it: " + some(backends);
  }

  private static String text(Backend backend) {
    String port = backend.port() == 0 ? "" : ":" + backend.port();
    return backend.endpoint() instanceof Workload it
        ? it.namespace() + "/" + it.kind() + "/" + it.name() + port
        : backend.endpoint() + port;
  }

  private List<String> names(String namespace) {
    return Stream.concat(
            snapshot.workloads().stream()
                .map(ClusterWorkload::id)
                .filter(it -> it.namespace().equals(namespace) && !it.kind().equals("Service"))
                .map(Workload::name),
            snapshot.pods().stream()
                .map(ClusterPod::pod)
                .filter(it -> it.namespace().equals(namespace))
                .map(it -> it.name()))
        .distinct()
        .sorted()
        .toList();
  }

  private static String meant(String word, List<String> names) {
    return Spelling.nearest(word, names)
        .map(it -> "did you mean " + it + "?")
        .orElseGet(() -> names.isEmpty() ? "" : "there is " + some(names));
  }

  /** The first few. */
  static String some(List<String> names) {
    int more = names.size() - MOST;
    return more > 1
        ? String.join(", ", names.subList(0, MOST)) + " and " + more + " more"
        : String.join(", ", names);
  }
}
