// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol;

import dev.netpol.advise.Advice;
import dev.netpol.advise.Cut;
import dev.netpol.check.Judged;
import dev.netpol.check.Replay;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.flow.Flow;
import dev.netpol.flow.FlowTable;
import dev.netpol.flow.Tuple;
import dev.netpol.policy.Modes;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Checks an advice against what it promises: each observation that worked, and that is not listed
 * as cut, passes the proposed policies. It is sent again by the addresses of its packets, not by
 * the ends that were made of them, so that a mistake in naming the ends shows.
 */
final class Verification {

  private final ClusterSnapshot snapshot;
  private final FlowTable table;

  Verification(ClusterSnapshot snapshot, FlowTable table) {
    this.snapshot = snapshot;
    this.table = table;
  }

  /**
   * The same advice.
   *
   * @throws UnsoundAdviceException if it breaks its promise
   */
  Advice verified(Advice advice) {
    Set<Tuple> listed = new HashSet<>();
    advice.wouldBeCut().stream().map(Cut::flow).map(Flow::tuples).forEach(listed::addAll);
    Set<Tuple> promised = new HashSet<>();
    advice.flows().flows().stream().map(Flow::tuples).forEach(promised::addAll);
    promised.removeAll(listed);
    Replay replay = Replay.of(advice.policies(), snapshot, Modes.DEFAULT);
    Optional<Judged> broken =
        table.tuples().entrySet().parallelStream()
            .filter(entry -> promised.contains(entry.getKey()) && entry.getValue().worked())
            .map(entry -> replay.judge(entry.getKey(), entry.getValue()))
            .filter(judged -> !judged.denied().isEmpty())
            .findFirst();
    if (broken.isPresent()) {
      throw new UnsoundAdviceException(broken.get());
    }
    return advice;
  }
}
