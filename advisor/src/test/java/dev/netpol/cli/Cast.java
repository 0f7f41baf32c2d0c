// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.advise.Advice;
import dev.netpol.advise.AdviceOptions;
import dev.netpol.advise.Assumption;
import dev.netpol.advise.Cut;
import dev.netpol.advise.NotAdvised;
import dev.netpol.advise.Proposal;
import dev.netpol.advise.RuleEvidence;
import dev.netpol.flow.Coverage;
import dev.netpol.flow.Flow;
import dev.netpol.flow.Mark;
import dev.netpol.flow.ResolvedFlows;
import dev.netpol.flow.Sample;
import dev.netpol.flow.Source;
import dev.netpol.flow.Tally;
import dev.netpol.model.Connection;
import dev.netpol.model.Direction;
import dev.netpol.model.Endpoint;
import dev.netpol.model.IpAddress;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Labels;
import dev.netpol.model.Position;
import dev.netpol.model.Protocol;
import dev.netpol.model.Unresolved;
import dev.netpol.model.Workload;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Peer;
import dev.netpol.policy.Port;
import dev.netpol.policy.Rule;
import dev.netpol.trace.Outcome;
import dev.netpol.trace.Side;
import dev.netpol.trace.TraceFormat;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who plays in the tests of what is printed: a shop, a web server, a database, and an attacker. */
final class Cast {
  static final long NOON = 1_795_176_000_000_000_000L; // 2026-11-20T12:00:00Z
  static final Workload WEB = new Workload("shop", "Deployment", "web");
  static final Workload DB = new Workload("shop", "StatefulSet", "db");
  static final Workload CRON = new Workload("shop", "CronJob", "report");
  static final Endpoint GONE = new Unresolved("10.1.2.3", "no pod had it at 12:04:11Z");

  /** A process can name itself anything. */
  static final String HOSTILE = "\u001b]0;pwned\u0007\u202egpj\n  - evil: true";

  private Cast() {}

  static Flow flow(Endpoint from, Endpoint to, int port, Outcome outcome, Mark... marks) {
    return flow(from, to, port, outcome, "wget", marks);
  }

  static Flow flow(
      Endpoint from, Endpoint to, int port, Outcome outcome, String comm, Mark... marks) {
    Sample sample =
        new Sample(
            Position.of("a.log", 42),
            NOON,
            "shop/web-0",
            7,
            comm,
            "/bin/x",
            IpAddress.tryParse("10.0.0.1"),
            40_000,
            IpAddress.tryParse("10.0.0.2"),
            port,
            outcome);
    Tally tally =
        new Tally(
            new TreeMap<>(Map.of(outcome, 1_200L)),
            true,
            NOON,
            NOON + 90_000_000_000L,
            new TreeSet<>(Set.of(comm)),
            false,
            List.of(sample));
    return new Flow(
        new Connection(from, to, Protocol.TCP, port),
        Set.of(Direction.EGRESS, Direction.INGRESS),
        new TreeMap<>(Map.of(new Source(TraceFormat.NETWORKTRACE, Side.CONNECT), tally)),
        new TreeSet<>(Set.of(marks)),
        List.of(),
        "");
  }

  /** The database admits the web server, and by an assumption everyone on port 53. */
  static Proposal database(Flow... flows) {
    Rule seen =
        Rule.of(
            List.of(Peer.Pods.of(LabelSelector.of(Labels.of("app", "web")))),
            List.of(Port.Numbered.of(Protocol.TCP, 5432)));
    Rule assumed = Rule.of(List.of(), List.of(Port.Numbered.of(Protocol.UDP, 53)));
    return new Proposal(
        NetworkPolicy.of(
            "shop",
            "db-network",
            LabelSelector.of(Labels.of("app", "db")),
            Set.of(Direction.INGRESS),
            List.of(seen, assumed),
            List.of()),
        List.of(DB),
        List.of(
            new RuleEvidence(List.of(flows), Optional.empty(), "", BigInteger.ZERO),
            new RuleEvidence(
                List.of(),
                Optional.of(Assumption.DNS),
                "assumed: the cluster's DNS, kube-system/" + HOSTILE,
                BigInteger.ZERO)),
        List.of());
  }

  static Advice advice(List<Proposal> proposals, List<Cut> cut, List<Flow> failed, Flow... flows) {
    return new Advice(
        proposals,
        cut,
        failed,
        List.of(
            new NotAdvised(
                WEB, Set.of(Direction.INGRESS), false, "accepts not captured on node-1", "")),
        List.of(CRON),
        List.of(),
        List.of(),
        List.of(),
        new ResolvedFlows(List.of(flows), new TreeMap<>(), List.of()),
        Coverage.NONE,
        AdviceOptions.DEFAULTS);
  }
}
