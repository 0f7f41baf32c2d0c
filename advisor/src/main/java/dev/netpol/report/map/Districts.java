// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report.map;

import dev.netpol.terminal.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The parts that a large map is shown in: namespaces, or parts of very large ones. */
final class Districts {
  /** Workloads that one drawing can show legibly. */
  static final int MOST = 60;

  /**
   * One of them.
   *
   * @param label the namespace, and which part of it
   * @param id of its drawing
   */
  record District(String label, List<Place> workloads, String id) {
    /** What stands for it elsewhere. */
    Place place() {
      String size = Words.count(workloads.size(), "workload");
      return new Place(Place.Kind.NAMESPACE, id, "", label, size, id);
    }

    /** Tells it from the others, and is shorter than its workloads. */
    @Override
    public int hashCode() {
      return id.hashCode();
    }
  }

  private final List<District> all = new ArrayList<>();

  /** By the id of a workload: asked for each end of each link, for each drawing. */
  private final Map<String, District> homes = new HashMap<>();

  Districts(List<Place> workloads) {
    Map<String, List<Place>> namespaces = new TreeMap<>();
    for (Place one : workloads) {
      namespaces.computeIfAbsent(one.namespace(), it -> new ArrayList<>()).add(one);
    }
    namespaces.forEach(this::add);
    for (District one : all) {
      one.workloads().forEach(it -> homes.put(it.id(), one));
    }
  }

  private void add(String namespace, List<Place> its) {
    int parts = (its.size() + MOST - 1) / MOST;
    for (int i = 0; i < parts; i++) {
      all.add(
          new District(
              parts == 1 ? namespace : namespace + " (" + (i + 1) + " of " + parts + ")",
              its.subList(its.size() * i / parts, its.size() * (i + 1) / parts),
              "map-" + (all.size() + 2)));
    }
  }

  List<District> all() {
    return all;
  }

  District home(Place workload) {
    District home = homes.get(workload.id());
    if (home == null) {
      throw new IllegalArgumentException("in no district: " + workload);
    }
    return home;
  }

  boolean isIn(District one, Place end) {
    return end.isWorkload() && home(end).id().equals(one.id());
  }

  /** The end as it is where only this one is shown in full. */
  Place from(District one, Place end) {
    return !end.isWorkload() || isIn(one, end) ? end : home(end).place();
  }
}
