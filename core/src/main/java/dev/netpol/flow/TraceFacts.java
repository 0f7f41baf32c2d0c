// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.cluster.EmbeddedObject;
import dev.netpol.cluster.Sighted;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Identity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a trace says about the cluster, in the cluster's words. */
final class TraceFacts {
  private TraceFacts() {}

  static List<EmbeddedObject> objects(Collection<SeenObject> objects) {
    return objects.stream()
        .map(o -> new EmbeddedObject(o.time(), o.json(), o.deleted(), o.at()))
        .toList();
  }

  static List<Sighted> sightings(Collection<Sighting> sightings) {
    SortedMap<Identity, Joined> byName = new TreeMap<>();
    for (Sighting sighting : sightings) {
      Identity id = sighting.peer().identity();
      if (!id.name().isEmpty()) {
        byName.computeIfAbsent(id, Joined::new).add(sighting);
      }
    }
    Set<IpAddress> hosts = hosts(byName.values());
    List<Sighted> all = new ArrayList<>();
    for (Joined one : byName.values()) {
      if (one.id.kind() == Identity.Kind.POD) {
        all.add(one.pod(hosts));
      } else if (one.id.kind() == Identity.Kind.SERVICE) {
        all.add(one.service());
      }
    }
    return all;
  }

  // A log names hostNetwork pods as peers without saying that they are: their address is that of a
  // node, or of several pods at one time.
  private static Set<IpAddress> hosts(Collection<Joined> all) {
    Set<IpAddress> hosts = new HashSet<>();
    SortedMap<IpAddress, List<Joined>> holders = new TreeMap<>();
    for (Joined one : all) {
      hosts.addAll(one.nodeAddresses);
      if (one.id.kind() == Identity.Kind.POD) {
        one.addresses.forEach(
            ip -> holders.computeIfAbsent(ip, key -> new ArrayList<>(1)).add(one));
      }
    }
    holders.forEach(
        (ip, list) -> {
          for (int i = 0; i + 1 < list.size(); i++) {
            for (int j = i + 1; j < list.size(); j++) {
              if (list.get(i).overlaps(list.get(j))) {
                hosts.add(ip);
              }
            }
          }
        });
    return hosts;
  }

  /** All sightings of one name. */
  private static final class Joined {
    final Identity id;
    Labels labels = Labels.NONE;
    String owner = "";
    String node = "";
    final Set<IpAddress> addresses = new TreeSet<>();
    final Set<IpAddress> nodeAddresses = new TreeSet<>();
    boolean hostNetwork;
    long first = EventView.NO_TIME;
    long last = EventView.NO_TIME;

    Joined(Identity id) {
      this.id = id;
    }

    void add(Sighting sighting) {
      labels = sighting.peer().labels().isEmpty() ? labels : sighting.peer().labels();
      owner = sighting.peer().owner().isEmpty() ? owner : sighting.peer().owner();
      node = sighting.node().isEmpty() ? node : sighting.node();
      sighting.address().ifPresent(addresses::add);
      sighting.peer().address().ifPresent(addresses::add);
      sighting.peer().hostAddress().ifPresent(nodeAddresses::add);
      hostNetwork |= sighting.peer().hostNetwork();
      first = Tally.earlier(first, sighting.first());
      last = Math.max(last, sighting.last());
    }

    boolean overlaps(Joined other) {
      return first != EventView.NO_TIME
          && other.first != EventView.NO_TIME
          && first <= other.last
          && other.first <= last;
    }

    Sighted.OfPod pod(Set<IpAddress> hosts) {
      return new Sighted.OfPod(
          id.namespace(),
          id.name(),
          id.uid(),
          labels,
          owner,
          node,
          List.copyOf(addresses),
          List.copyOf(nodeAddresses),
          hostNetwork || addresses.stream().anyMatch(hosts::contains),
          first);
    }

    Sighted.OfService service() {
      return new Sighted.OfService(id.namespace(), id.name(), labels, List.copyOf(addresses));
    }
  }
}
