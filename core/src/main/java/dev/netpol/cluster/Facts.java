// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Labels;
import dev.netpol.policy.NetworkPolicy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Objects as they come, one entry an object. Where two inputs speak of one object, the better
 * {@link Origin} wins, and of equal ones the later: a stream of watch events ends with what is true
 * last, and without what it says is deleted. Pods are joined instead, since each input may know
 * another part of their history.
 */
final class Facts {

  /** A value and where it is from. */
  private record Entry<T>(T value, Origin origin) {}

  private record Key(String namespace, String kind, String name) {
    // By hand: a record's own is slow for so many.
    @Override
    public boolean equals(Object other) {
      return other instanceof Key it
          && name.equals(it.name)
          && namespace.equals(it.namespace)
          && kind.equals(it.kind);
    }

    @Override
    public int hashCode() {
      return 31 * (31 * namespace.hashCode() + name.hashCode()) + kind.hashCode();
    }
  }

  private final Problems problems;
  private final Map<String, Entry<Labels>> namespaces = new TreeMap<>();
  private final Map<Key, List<RawPod>> pods = new HashMap<>();
  private final Map<Key, Entry<RawController>> controllers = new HashMap<>();
  private final Map<Key, Entry<ClusterService>> services = new HashMap<>();
  private final Map<Key, Entry<RawEndpoints>> endpoints = new HashMap<>();
  private final Map<Key, Entry<NetworkPolicy>> policies = new HashMap<>();
  private final Map<String, Entry<RawNode>> nodes = new TreeMap<>();
  private final Map<String, Entry<RawNode>> hostSubnets = new TreeMap<>();
  private final Map<String, Entry<RawRanges>> ranges = new TreeMap<>();
  private long objects;

  Facts() {
    problems = new Problems();
  }

  /** A copy to add to. */
  Facts(Facts other) {
    problems = new Problems(other.problems);
    namespaces.putAll(other.namespaces);
    other.pods.forEach((key, list) -> pods.put(key, new ArrayList<>(list)));
    controllers.putAll(other.controllers);
    services.putAll(other.services);
    endpoints.putAll(other.endpoints);
    policies.putAll(other.policies);
    nodes.putAll(other.nodes);
    hostSubnets.putAll(other.hostSubnets);
    ranges.putAll(other.ranges);
    objects = other.objects;
  }

  Problems problems() {
    return problems;
  }

  /** Objects seen, of all kinds: also those that do not matter. */
  long objects() {
    return objects;
  }

  void countObject() {
    objects++;
  }

  void namespace(String name, Labels labels, Origin origin) {
    put(namespaces, name, labels, origin);
  }

  void pod(RawPod pod) {
    List<RawPod> named =
        pods.computeIfAbsent(
            new Key(pod.namespace(), "Pod", pod.name()), key -> new ArrayList<>(1));
    // Of several with one name, the last is the one that an object without uid can only mean.
    for (int i = named.size() - 1; i >= 0; i--) {
      RawPod known = named.get(i);
      if (known.sameAs(pod)) {
        boolean wins = pod.origin().compareTo(known.origin()) <= 0;
        named.set(i, wins ? pod.with(known) : known.with(pod));
        return;
      }
    }
    named.add(pod);
  }

  void controller(RawController controller) {
    Key key = new Key(controller.namespace(), controller.kind(), controller.name());
    put(controllers, key, controller, controller.origin());
  }

  void service(ClusterService service) {
    Key key = new Key(service.namespace(), "Service", service.name());
    put(services, key, service, service.origin());
  }

  void endpoints(RawEndpoints slice) {
    Key key =
        new Key(slice.namespace(), slice.legacy() ? "Endpoints" : "EndpointSlice", slice.slice());
    put(endpoints, key, slice, slice.origin());
  }

  void policy(NetworkPolicy policy, Origin origin) {
    put(policies, new Key(policy.namespace(), "NetworkPolicy", policy.name()), policy, origin);
  }

  void node(RawNode node) {
    put(nodes, node.name(), node, node.origin());
  }

  /** What an object of this name says of a node. */
  void hostSubnet(String name, RawNode node) {
    put(hostSubnets, name, node, node.origin());
  }

  void ranges(RawRanges some) {
    put(ranges, some.source(), some, some.origin());
  }

  /** Forgets an object of any kind but Pod, unless a better origin speaks of it. */
  void remove(Kind kind, String namespace, String name, Origin origin) {
    switch (kind) {
      case POD ->
          throw new IllegalArgumentException("a pod ends, and had its addresses until then");
      case NAMESPACE -> remove(namespaces, name, origin);
      case NODE -> remove(nodes, name, origin);
      case HOST_SUBNET -> remove(hostSubnets, name, origin);
      case SERVICE_CIDR, IP_POOL, NETWORK, CLUSTER_NETWORK ->
          remove(ranges, RawRanges.source(kind.apiName(), name), origin);
      default -> {
        Key key = new Key(namespace, kind.apiName(), name);
        remove(controllers, key, origin);
        remove(services, key, origin);
        remove(endpoints, key, origin);
        remove(policies, key, origin);
      }
    }
  }

  private static <K, T> void remove(Map<K, Entry<T>> from, K key, Origin origin) {
    from.computeIfPresent(
        key, (same, known) -> origin.compareTo(known.origin()) <= 0 ? null : known);
  }

  private static <K, T> void put(Map<K, Entry<T>> into, K key, T value, Origin origin) {
    Entry<T> known = into.get(key);
    if (known == null || origin.compareTo(known.origin()) <= 0) {
      into.put(key, new Entry<>(value, origin));
    }
  }

  Map<String, Labels> namespaces() {
    Map<String, Labels> all = new TreeMap<>();
    namespaces.forEach((name, entry) -> all.put(name, entry.value()));
    return all;
  }

  /** In no particular order. */
  List<RawPod> pods() {
    return pods.values().stream().flatMap(List::stream).toList();
  }

  List<RawController> controllers() {
    return values(controllers);
  }

  List<ClusterService> services() {
    return values(services);
  }

  List<RawEndpoints> endpoints() {
    return values(endpoints);
  }

  List<NetworkPolicy> policies() {
    return values(policies);
  }

  List<RawNode> nodes() {
    return values(nodes);
  }

  List<RawNode> hostSubnets() {
    return values(hostSubnets);
  }

  List<RawRanges> ranges() {
    return values(ranges);
  }

  private static <T> List<T> values(Map<?, Entry<T>> of) {
    Collection<Entry<T>> entries = of.values();
    return entries.stream().map(Entry::value).toList();
  }
}
