// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report.map;

import dev.netpol.report.map.Districts.District;
import dev.netpol.terminal.Words;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A large map with one box for each of its districts; lines count what they stand for. */
final class Overview {
  private record Way(Box from, Box to, Tone tone) {
    static final Comparator<Way> ORDER =
        Comparator.comparing(Way::from).thenComparing(Way::to).thenComparing(Way::tone);
  }

  private Overview() {}

  static Scene of(TrafficMap map, Districts districts) {
    Set<District> shown = busiest(map, districts);
    String hidden = districts.all().size() - shown.size() + " of them";
    Boxes workloads =
        (it, calls) -> {
          District home = districts.home(it);
          return shown.contains(home) ? districts.stub(home, "") : Districts.others(hidden, "");
        };
    Boxes boxes = workloads.or(outsiders(map));
    Map<Way, Integer> counts = new TreeMap<>(Way.ORDER);
    for (Link link : map.links()) {
      Way way = new Way(boxes.box(link.from(), true), boxes.box(link.to(), false), link.tone());
      counts.merge(way, 1, Integer::sum);
    }
    return Scene.of(
        counts.entrySet().stream()
            .map(
                it ->
                    new Scene.Call(
                        it.getKey().from(),
                        it.getKey().to(),
                        Words.count(it.getValue(), "flow"),
                        it.getKey().tone(),
                        "",
                        ""))
            .toList());
  }

  /** Those with the most links; more than a drawing can show are one box. */
  private static Set<District> busiest(TrafficMap map, Districts districts) {
    Map<District, Integer> links = new HashMap<>();
    map.links().stream()
        .flatMap(link -> Stream.of(link.from(), link.to()))
        .filter(Place::isWorkload)
        .forEach(it -> links.merge(districts.home(it), 1, Integer::sum));
    return new HashSet<>(
        districts.all().stream()
            .sorted(
                Comparator.comparing((District it) -> -links.getOrDefault(it, 0))
                    .thenComparing(District::label))
            .limit(Districts.MOST)
            .toList());
  }

  /** One box for all of a kind that call, one for all that answer. */
  private static Boxes outsiders(TrafficMap map) {
    Map<Boolean, Map<Place.Kind, Set<Place>>> all = new HashMap<>();
    for (Link link : map.links()) {
      for (boolean calls : List.of(true, false)) {
        Place end = calls ? link.from() : link.to();
        all.computeIfAbsent(calls, it -> new HashMap<>())
            .computeIfAbsent(end.kind(), it -> new HashSet<>())
            .add(end);
      }
    }
    return (it, calls) -> {
      int count = all.getOrDefault(calls, Map.of()).getOrDefault(it.kind(), Set.of()).size();
      String name = it.kind().count(count);
      return new Box("", name, it.kind().where(), "out", it.target(), name, calls ? "calls" : "");
    };
  }
}
