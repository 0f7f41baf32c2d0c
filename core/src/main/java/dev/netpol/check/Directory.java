// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import static java.util.stream.Collectors.toList;

import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.cluster.Holder;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Pod;
import dev.netpol.model.Workload;
import dev.netpol.policy.Party;
import dev.netpol.policy.PolicySet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;

/** Finds whom a name means in a cluster, at the time of the snapshot. */
final class Directory {

  private final ClusterSnapshot snapshot;
  private final Population population;
  private final Likeness likeness;
  private final Map<String, List<ClusterWorkload>> workloads = new HashMap<>();
  private final Map<String, List<ClusterPod>> pods = new HashMap<>();
  private final Map<EndpointName, Who> known = new ConcurrentHashMap<>();

  Directory(ClusterSnapshot snapshot, PolicySet policies) {
    this.snapshot = snapshot;
    this.population = new Population(policies.modes());
    this.likeness = new Likeness(policies.policies());
    for (ClusterWorkload it : snapshot.workloads()) {
      workloads
          .computeIfAbsent(it.id().namespace() + "/" + it.id().name(), key -> new ArrayList<>())
          .add(it);
    }
    for (ClusterPod it : snapshot.pods()) {
      pods.computeIfAbsent(it.pod().toString(), key -> new ArrayList<>()).add(it);
    }
  }

  Optional<Workload> workload(EndpointName name) {
    return find(name) instanceof Who.Parties it ? it.workload() : Optional.empty();
  }

  Who find(EndpointName name) {
    Who who = known.get(name);
    return who != null ? who : known.computeIfAbsent(name, this::look);
  }

  private Who look(EndpointName name) {
    return name instanceof EndpointName.Address address
        ? byAddress(address.ip())
        : byName((EndpointName.Pods) name);
  }

  private Who byAddress(IpAddress ip) {
    Holder holder = holder(ip);
    if (holder instanceof Holder.OfPod held) {
      return known(Party.of(held.pod().pod(), ip));
    }
    if (holder instanceof Holder.OfNode held) {
      return known(Party.ofNode(held.node(), ip));
    }
    if (holder instanceof Holder.Local local) {
      return new Who.Nobody(ip + " is " + local.reason() + ": no policy meets it", "");
    }
    if (holder instanceof Holder.OfService held) {
      return new Who.Nobody(
          ip + " is an address of the Service " + held.service() + ": policies see its pods",
          Suggestions.behind(held.service(), snapshot));
    }
    return known(Party.of(ip));
  }

  private Holder holder(IpAddress ip) {
    Holder holder = snapshot.endpointAtEnd(ip);
    // A finished pod has let it go, but may still count.
    return holder instanceof Holder.Nobody
            && snapshot.endpointAt(ip, Long.MIN_VALUE) instanceof Holder.OfPod last
            && population.counts(last.pod())
        ? last
        : holder;
  }

  private Who known(Party party) {
    return known(List.of(party), Optional.empty(), false);
  }

  private Who known(List<Party> parties, Optional<Workload> workload, boolean several) {
    List<Integer> numbers = likeness.of(parties);
    List<Integer> different =
        IntStream.range(0, parties.size())
            .filter(i -> numbers.get(i) == Likeness.NONE || numbers.indexOf(numbers.get(i)) == i)
            .boxed()
            .toList();
    return new Who.Parties(parties, numbers, different, workload, several);
  }

  private Who byName(EndpointName.Pods name) {
    List<ClusterWorkload> named =
        workloads.getOrDefault(name.namespace() + "/" + name.name(), List.of()).stream()
            .filter(it -> isOfKind(it.id().kind(), name.kind()))
            .collect(toList());
    List<ClusterPod> single =
        pods.getOrDefault(name.namespace() + "/" + name.name(), List.of()).stream()
            .filter(population::counts)
            .filter(it -> isOfKind("Pod", name.kind()))
            .collect(toList());
    // A bare pod is its own workload; what a Service selects, where nobody is, is a guess.
    named.removeIf(
        it ->
            it.id().kind().equals("Pod")
                || (it.id().kind().equals("Service") && name.kind().isEmpty()));
    if (named.size() + (single.isEmpty() ? 0 : 1) > 1) {
      return ambiguous(name, named, !single.isEmpty());
    }
    List<Pod> found =
        named.isEmpty()
            ? single.stream().map(ClusterPod::pod).toList()
            : population.of(named.get(0));
    if (found.isEmpty()) {
      return new Suggestions(snapshot).nobody(name);
    }
    List<Party> parties = found.stream().flatMap(it -> Population.parties(it).stream()).toList();
    return name.address()
        .map(ip -> one(name, parties, ip))
        .orElseGet(
            () ->
                known(
                    parties,
                    workload(named, single),
                    !named.isEmpty() && population.several(named.get(0))));
  }

  /** None for one pod of a controller. */
  private static Optional<Workload> workload(List<ClusterWorkload> named, List<ClusterPod> pods) {
    return named.isEmpty()
        ? pods.stream().map(ClusterPod::workload).filter(it -> it.kind().equals("Pod")).findFirst()
        : Optional.of(named.get(0).id());
  }

  private static boolean isOfKind(String kind, Optional<String> wanted) {
    return wanted.isEmpty() || wanted.get().equalsIgnoreCase(kind);
  }

  private Who one(EndpointName.Pods name, List<Party> parties, IpAddress ip) {
    Optional<Party> one =
        parties.stream().filter(it -> it.ip().equals(Optional.of(ip))).findFirst();
    if (one.isPresent()) {
      return known(one.get());
    }
    List<String> has =
        parties.stream().flatMap(it -> it.ip().stream()).map(EndpointText::bracketed).toList();
    return new Who.Nobody(
        name.namespace() + "/" + name.name() + " does not have the address " + ip,
        has.isEmpty() ? "it has no address" : "it has " + Suggestions.some(has));
  }

  private static Who ambiguous(EndpointName.Pods name, List<ClusterWorkload> named, boolean pod) {
    List<String> choices = new ArrayList<>();
    for (ClusterWorkload it : named) {
      Workload id = it.id();
      choices.add(id.namespace() + "/" + id.kind() + "/" + id.name());
    }
    if (pod) {
      choices.add(name.namespace() + "/Pod/" + name.name());
    }
    return new Who.Nobody(
        name.namespace() + "/" + name.name() + " is the name of several",
        "name the kind: " + Suggestions.some(choices));
  }
}
