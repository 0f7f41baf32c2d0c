// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report.map;

import dev.netpol.report.map.Districts.District;
import dev.netpol.terminal.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ForkJoinTask;

/**
 * The drawings of a map: one where it is legible in one; else an overview by namespace, and one for
 * each namespace. All of them are laid out beforehand, so a page needs no script to show them.
 *
 * @param charts the first shows all of it
 */
public record Atlas(List<Chart> charts) {

  public static Atlas of(TrafficMap map) {
    List<Place> workloads = map.workloads();
    if (workloads.size() <= Districts.MOST) {
      return new Atlas(
          map.links().isEmpty() ? List.of() : List.of(Chart.of("map-1", "All", View.whole(map))));
    }
    Districts districts = new Districts(workloads);
    List<ForkJoinTask<Chart>> charts = new ArrayList<>();
    charts.add(ForkJoinTask.adapt(() -> overview(map, districts)));
    for (District one : districts.all()) {
      charts.add(ForkJoinTask.adapt(() -> chart(map, one, districts)));
    }
    // Each for itself, so on as many processors as there are; the order stays.
    return new Atlas(ForkJoinTask.invokeAll(charts).stream().map(ForkJoinTask::join).toList());
  }

  private static Chart overview(TrafficMap map, Districts districts) {
    Chart chart = Chart.of("map-1", "Namespaces", Overview.of(map, districts, false));
    return chart.drawing().isWide()
        ? Chart.of("map-1", "Namespaces", Overview.of(map, districts, true))
        : chart;
  }

  private static Chart chart(TrafficMap map, District one, Districts all) {
    return Chart.of(one.id(), Quoted.plain(one.label()), View.district(map, one, all));
  }

  /** The drawings by namespace, if there are any. */
  public List<Chart> parts() {
    return charts.subList(Math.min(1, charts.size()), charts.size());
  }

  /** What lines mean that do not mean the usual. */
  public List<Tone> tones() {
    return charts.stream().flatMap(it -> it.tones().stream()).distinct().sorted().toList();
  }
}
