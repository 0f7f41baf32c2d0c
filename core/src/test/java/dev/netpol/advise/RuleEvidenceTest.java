// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.flow.Flow;
import dev.netpol.flow.Tally;
import dev.netpol.model.Protocol;
import dev.netpol.trace.Outcome;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RuleEvidenceTest {

  /** As many as a log can claim. */
  private static Flow most(int port) {
    Flow one = Flows.flow(Flows.workload("web"), Flows.external("1.1.1.1"), Protocol.TCP, port);
    TreeMap<Outcome, Long> counts = new TreeMap<>(Map.of(Outcome.ESTABLISHED, Long.MAX_VALUE));
    var tallies = new TreeMap<>(one.tallies());
    tallies.replaceAll(
        (source, it) ->
            new Tally(
                counts,
                it.certain(),
                it.first(),
                it.last(),
                it.processes(),
                it.moreProcesses(),
                it.samples()));
    return new Flow(one.connection(), one.writes(), tallies, one.marks(), one.tuples(), one.via());
  }

  @Test
  void connections_do_not_overflow() {
    RuleEvidence evidence =
        new RuleEvidence(List.of(most(80), most(443)), Optional.empty(), "", BigInteger.ZERO);

    assertThat(evidence.connections()).isEqualTo(Long.MAX_VALUE);
  }
}
