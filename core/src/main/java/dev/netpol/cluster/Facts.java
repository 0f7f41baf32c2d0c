// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.IpAddress;
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
 * {@link Origin} wins, then the newer version, then the later: a stream of watch events ends with
 * what is true last, and without what it says is deleted. Where only the order of the files decides
 * that is said. Pods are joined instead, since each input may know another part of their history.
 */
final class Facts {

  /** A value and where it is from. */
  private record Entry<T>(T value, Statement by) {}

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

    @Override
    public String toString() {
      return kind + " " + namespace + "/" + name;
    }
  }

  private final Problems problems;
  private final Map<String, Entry<Labels>> namespaces = new TreeMap<>();
  private final Map<Key, List<Entry<RawPod>>> pods = new HashMap<>();
  private final Map<Key, Entry<RawController>> controllers = new HashMap<>();
  private final Map<Key, Entry<ClusterService>> services = new HashMap<>();
  private final Map<IpAddress, String> formerClusterIps = new TreeMap<>();
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
    formerClusterIps.putAll(other.formerClusterIps);
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

  void namespace(String name, Labels labels, Statement by) {
    put(namespaces, name, labels, by, "Namespace ");
  }

  void pod(RawPod pod, Statement by) {
    Key key = new Key(pod.namespace(), "Pod", pod.name());
    List<Entry<RawPod>> named = pods.computeIfAbsent(key, none -> new ArrayList<>(1));
    // Of several with one name, the last is the one that an object without uid can only mean.
    for (int i = named.size() - 1; i >= 0; i--) {
      Entry<RawPod> known = named.get(i);
      if (known.value().sameAs(pod)) {
        if (known.by().rivals(by) && !known.value().saysAs(pod)) {
          problems.twice(key.toString(), known.by().at(), by.at());
        }
        named.set(
            i,
            known.by().standsAgainst(by)
                ? new Entry<>(known.value().with(pod), known.by())
                : new Entry<>(pod.with(known.value()), by));
        return;
      }
    }
    named.add(new Entry<>(pod, by));
  }

  void controller(RawController controller, Statement by) {
    Key key = new Key(controller.namespace(), controller.kind(), controller.name());
    put(controllers, key, controller, by, "");
  }

  void service(ClusterService service, Statement by) {
    Key key = new Key(service.namespace(), "Service", service.name());
    put(services, key, service, by, "");
  }

  void endpoints(RawEndpoints slice, Statement by) {
    Key key =
        new Key(slice.namespace(), slice.legacy() ? "Endpoints" : "EndpointSlice", slice.slice());
    put(endpoints, key, slice, by, "");
  }

  void policy(NetworkPolicy policy, Statement by) {
    Key key = new Key(policy.namespace(), "NetworkPolicy", policy.name());
    Entry<NetworkPolicy> known = policies.get(key);
    if (known != null
        && known.by().rivals(by)
        && !known.value().equals(PolicyFields.placed(policy, known.value().at()))) {
      problems.policyTwice(policy.id(), known.by().at(), by.at());
    }
    replace(policies, key, policy, by);
  }

  void node(RawNode node, Statement by) {
    put(nodes, node.name(), node, by, "Node ");
  }

  /** What an object of this name says of a node. */
  void hostSubnet(String name, RawNode node, Statement by) {
    put(hostSubnets, name, node, by, "HostSubnet ");
  }

  void ranges(RawRanges some, Statement by) {
    put(ranges, some.source(), some, by, "");
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
        Entry<ClusterService> service = services.get(key);
        remove(services, key, origin);
        if (service != null && !services.containsKey(key)) {
          service.value().clusterIps().forEach(ip -> formerClusterIps.put(ip, key.toString()));
        }
        remove(endpoints, key, origin);
        remove(policies, key, origin);
      }
    }
  }

  private static <K, T> void remove(Map<K, Entry<T>> from, K key, Origin origin) {
    from.computeIfPresent(
        key, (same, known) -> origin.compareTo(known.by().origin()) <= 0 ? null : known);
  }

  private <K, T> void put(
      Map<K, Entry<T>> into, K key, T value, Statement by, String beforeTheKey) {
    Entry<T> known = into.get(key);
    if (known != null && known.by().rivals(by) && !known.value().equals(value)) {
      problems.twice(beforeTheKey + key, known.by().at(), by.at());
    }
    replace(into, key, value, by);
  }

  private static <K, T> void replace(Map<K, Entry<T>> in, K key, T value, Statement by) {
    Entry<T> known = in.get(key);
    if (known == null || !known.by().standsAgainst(by)) {
      in.put(key, new Entry<>(value, by));
    }
  }

  Map<String, Labels> namespaces() {
    Map<String, Labels> all = new TreeMap<>();
    namespaces.forEach((name, entry) -> all.put(name, entry.value()));
    return all;
  }

  /** In no particular order. */
  List<RawPod> pods() {
    return pods.values().stream().flatMap(List::stream).map(Entry::value).toList();
  }

  List<RawController> controllers() {
    return values(controllers);
  }

  List<ClusterService> services() {
    return values(services);
  }

  /** What were ClusterIPs of Services that are gone, with the last one that had it. */
  Map<IpAddress, String> formerClusterIps() {
    return formerClusterIps;
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
