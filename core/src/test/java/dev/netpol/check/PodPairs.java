// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import static java.util.stream.Collectors.groupingBy;

import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.model.Pod;
import dev.netpol.model.Workload;
import dev.netpol.policy.NaiveEvaluator.End;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Pod by pod and address by address what a question about workloads is about. */
final class PodPairs {

  private PodPairs() {}

  static List<End[]> pairs(List<Pod> from, List<Pod> to) {
    List<End[]> pairs = new ArrayList<>();
    for (Pod sender : from) {
      for (Pod receiver : to) {
        for (End one : sender.equals(receiver) ? List.<End>of() : ends(sender)) {
          for (End other : ends(receiver)) {
            if (one.ip() == null || other.ip() == null || one.ip().isV4() == other.ip().isV4()) {
              pairs.add(new End[] {one, other});
            }
          }
        }
      }
    }
    return pairs;
  }

  static List<End> ends(Pod pod) {
    return pod.addresses().isEmpty()
        ? List.of(End.of(pod, null))
        : pod.addresses().stream().map(ip -> End.of(pod, ip)).toList();
  }

  static Map<Workload, List<Pod>> pods(ClusterSnapshot snapshot) {
    return snapshot.pods().stream()
        .collect(
            groupingBy(
                ClusterPod::workload,
                TreeMap::new,
                Collectors.mapping(ClusterPod::pod, Collectors.toList())));
  }
}
