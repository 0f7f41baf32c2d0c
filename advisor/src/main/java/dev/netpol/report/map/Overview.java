// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report.map;

import dev.netpol.report.map.Districts.District;
import dev.netpol.terminal.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A large map with one box for each of its districts; lines count what they stand for. */
final class Overview {
  private record Way(Box from, Box to, Tone tone) {
    static final Comparator<Way> ORDER =
        Comparator.comparing(Way::from).thenComparing(Way::to).thenComparing(Way::tone);
  }

  /** What is drawn as one box: all of a kind that call, or all that answer. */
  private record Group(Place.Kind kind, String role) {}

  private final Districts districts;
  private final boolean apart;
  private final Set<District> shown;
  private final Map<Group, Set<Place>> groups = new HashMap<>();

  private Overview(TrafficMap map, Districts districts, boolean apart) {
    this.districts = districts;
    this.apart = apart;
    this.shown = busiest(map, districts);
    for (Link link : map.links()) {
      for (boolean calls : List.of(true, false)) {
        Place end = calls ? link.from() : link.to();
        if (!isShown(end)) {
          groups
              .computeIfAbsent(
                  group(place(end), calls), it -> new TreeSet<>(Comparator.comparing(Place::id)))
              .add(place(end));
        }
      }
    }
  }

  /**
   * It.
   *
   * @param apart whether who calls is one column, and who is called another: namespaces that call
   *     each other in a ring would be a chain otherwise, too wide to see
   */
  static Scene of(TrafficMap map, Districts districts, boolean apart) {
    return new Overview(map, districts, apart).scene(map);
  }

  private Scene scene(TrafficMap map) {
    Map<Way, Integer> counts = new TreeMap<>(Way.ORDER);
    for (Link link : map.links()) {
      Way way = new Way(box(link.from(), true), box(link.to(), false), link.tone());
      if (!place(link.from()).equals(place(link.to())) || way.tone() != Tone.SEEN) {
        counts.merge(way, 1, Integer::sum);
      }
    }
    List<Scene.Call> calls = new ArrayList<>();
    counts.forEach(
        (way, count) ->
            calls.add(
                new Scene.Call(
                    way.from(), way.to(), Words.count(count, "flow"), way.tone(), "", "")));
    return Scene.of(calls, Districts.MOST);
  }

  private Box box(Place end, boolean calls) {
    Place place = place(end);
    if (isShown(end)) {
      return Box.of(place, apart ? role(calls) : "");
    }
    Group group = group(place, calls);
    return Box.of(List.copyOf(groups.getOrDefault(group, Set.of(place))), group.role());
  }

  private boolean isShown(Place end) {
    return end.isWorkload() && shown.contains(districts.home(end));
  }

  private Place place(Place end) {
    return end.isWorkload() ? districts.home(end).place() : end;
  }

  private static Group group(Place place, boolean calls) {
    return new Group(place.kind(), role(calls));
  }

  private static String role(boolean calls) {
    return calls ? "calls" : "answers";
  }

  /** Those with the most links; what is more than a drawing can show is one box. */
  private static Set<District> busiest(TrafficMap map, Districts districts) {
    Map<District, Integer> links = new LinkedHashMap<>();
    map.links().stream()
        .flatMap(link -> Stream.of(link.from(), link.to()))
        .filter(Place::isWorkload)
        .forEach(it -> links.merge(districts.home(it), 1, Integer::sum));
    return new HashSet<>(
        links.keySet().stream()
            .sorted(
                Comparator.comparing((District it) -> -links.getOrDefault(it, 0))
                    .thenComparing(District::label))
            .limit(Districts.MOST)
            .toList());
  }
}
