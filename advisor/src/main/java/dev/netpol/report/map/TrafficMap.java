// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report.map;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Who talks to whom. The same links in any order are the same map.
 *
 * @param links sorted
 */
public record TrafficMap(List<Link> links) {
  private static final Comparator<Link> ORDER =
      Comparator.comparing((Link it) -> it.from().id())
          .thenComparing(it -> it.to().id())
          .thenComparing(Link::port, Ports.ORDER)
          .thenComparing(Link::tone)
          .thenComparing(Link::note)
          .thenComparing(Link::target);

  public TrafficMap {
    links = links.stream().sorted(ORDER).toList();
  }

  public static TrafficMap of(Collection<Link> links) {
    return new TrafficMap(List.copyOf(links));
  }

  /** The same, where each end leads to where the least usual of its links does, if any does. */
  public TrafficMap withTargets() {
    Map<String, String> targets = new HashMap<>();
    links.stream()
        .filter(link -> !link.target().isEmpty())
        .sorted(Comparator.comparing(Link::tone).reversed())
        .forEach(
            link -> {
              targets.putIfAbsent(link.from().id(), link.target());
              targets.putIfAbsent(link.to().id(), link.target());
            });
    return new TrafficMap(
        links.stream()
            .map(it -> it.between(leading(it.from(), targets), leading(it.to(), targets)))
            .toList());
  }

  private static Place leading(Place it, Map<String, String> targets) {
    String target = targets.getOrDefault(it.id(), it.target());
    return new Place(it.kind(), it.id(), it.namespace(), it.name(), it.note(), target);
  }

  /** Workloads with a link, by namespace and name. */
  List<Place> workloads() {
    return links.stream()
        .flatMap(link -> Stream.of(link.from(), link.to()))
        .filter(Place::isWorkload)
        .distinct()
        .sorted(Comparator.comparing(Place::namespace).thenComparing(Place::id))
        .toList();
  }
}
