// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.cluster.ClusterPod;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Labels;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Field;
import java.util.Optional;
import java.util.Set;

/**
 * Which pods' connections are shown.
 *
 * @param namespaces empty for all
 * @param pods names; empty for all
 * @param selector empty for all
 * @param snapshot whose labels count; where it does not know a pod, the record's own do
 */
record ConnectFilter(
    Set<String> namespaces,
    Set<String> pods,
    Optional<LabelSelector> selector,
    ClusterSnapshot snapshot) {

  boolean shows(EventView event) {
    if (!namespaces.isEmpty() && !namespaces.contains(event.text(Field.NAMESPACE))) {
      return false;
    }
    if (!pods.isEmpty() && !pods.contains(event.text(Field.POD))) {
      return false;
    }
    return selector.isEmpty() || selector.get().matches(labels(event));
  }

  private Labels labels(EventView event) {
    String pod = event.text(Field.POD);
    Optional<ClusterPod> known =
        pod.isEmpty()
            ? Optional.empty()
            : snapshot.podAt(event.text(Field.NAMESPACE), pod, event.time());
    return known.map(found -> found.pod().labels()).orElseGet(() -> event.observer().labels());
  }
}
