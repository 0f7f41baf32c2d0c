// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol;

import com.google.common.base.Suppliers;
import dev.netpol.advise.Advice;
import dev.netpol.advise.Cut;
import dev.netpol.check.Judged;
import dev.netpol.check.Replay;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.flow.FlowTable;
import dev.netpol.flow.Tuple;
import dev.netpol.policy.Modes;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

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
   * The same advice, with what it cuts and cannot be blamed for: {@link Unkept}.
   *
   * @throws UnsoundAdviceException if it breaks its promise
   */
  Advice verified(Advice advice) {
    Replay replay = Replay.of(advice.policies(), snapshot, Modes.DEFAULT);
    Supplier<Set<Tuple>> promised = Suppliers.memoize(() -> promised(advice));
    List<Judged> broken =
        table.tuples().entrySet().parallelStream()
            .filter(entry -> entry.getValue().worked())
            .map(entry -> replay.judge(entry.getKey(), entry.getValue()))
            .filter(judged -> judged.isDenied() && promised.get().contains(judged.tuple()))
            .toList();
    if (broken.isEmpty()) {
      return advice;
    }
    Unkept unkept = new Unkept(snapshot, table.tuples().keySet(), advice.flows().flows());
    Set<Cut> cuts = new LinkedHashSet<>();
    for (Judged judged : broken) {
      List<Cut> theirs = unkept.cuts(judged);
      if (theirs.isEmpty()) {
        throw new UnsoundAdviceException(judged);
      }
      cuts.addAll(theirs);
    }
    return advice.alsoCutting(cuts);
  }

  /** What an advice promises to keep: worked out only where something would be cut. */
  private static Set<Tuple> promised(Advice advice) {
    Set<Tuple> promised = new HashSet<>();
    advice.flows().flows().forEach(flow -> promised.addAll(flow.tuples()));
    advice.wouldBeCut().forEach(cut -> cut.flow().tuples().forEach(promised::remove));
    return promised;
  }
}
