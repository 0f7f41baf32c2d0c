// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.advise.AdviceOptions;
import dev.netpol.advise.AdviceOptions.Dns;
import dev.netpol.advise.AdviceOptions.ExternalMode;
import dev.netpol.advise.AdviceOptions.NodePeers;
import dev.netpol.advise.AdviceOptions.PolicyTypes;
import dev.netpol.advise.AdviceOptions.Uncovered;
import dev.netpol.terminal.Arguments;
import dev.netpol.terminal.Command.Section;
import dev.netpol.terminal.Option;
import dev.netpol.terminal.UsageException;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The options of {@code report}. */
final class ReportOptions {
  static final Option POLICY_TYPES =
      Option.choices(
          "--policy-types",
          "auto|Ingress|Egress|Ingress,Egress",
          "Declare these directions; auto: those that the trace covers on every node that runs a"
              + " workload's pods.",
          "auto",
          "Ingress",
          "Egress");
  static final Option UNCOVERED =
      Option.choice(
          "--uncovered",
          "Allow or deny protocols that the trace did not cover but a policy would cut.",
          "allow",
          "deny");
  static final Option DNS =
      Option.choice(
          "--dns",
          "Allow the cluster's DNS to whom egress is isolated (auto), or only what was observed;"
              + " off also treats the DNS pods as any other.",
          "auto",
          "observed",
          "off");
  static final Option INCLUDE_FAILED =
      Option.flag("--include-failed", "Allow connections that only failed, too.");
  static final Option PORT_RANGES =
      Option.flag(
          "--port-ranges",
          "Join adjacent ports with endPort; a network plugin without it would cut them.");
  static final Option EXTERNAL =
      Option.choice(
          "--external",
          "Admit everyone to declared public ports (auto), only addresses that were seen (exact),"
              + " or as auto with neighbouring addresses joined into wider blocks (merge).",
          "auto",
          "exact",
          "merge");
  static final Option NODE_PEERS =
      Option.choice(
          "--node-peers",
          "Write the node addresses that were seen, or all nodes where one was.",
          "exact",
          "all");
  static final Option EXCLUDE_CIDR =
      Option.list(
          "--exclude-cidr", "CIDR", "Leave these blocks open in every policy: not governed.");
  static final Option NAMESPACES =
      Option.list("--namespaces", "NAMES", "Write policies for these namespaces only.");
  static final Option WORKLOADS =
      Option.list(
          "--workloads", "NAMES", "Write policies for these workloads only: web or shop/web.");
  static final Option DEFAULT_DENY =
      Option.flag(
          "--default-deny", "Add a policy to each namespace that closes the pods without one.");

  static final Option FORMAT =
      Option.choice(
          "--format",
          "Write the policies as YAML documents or as one v1.List in JSON, or the whole report as a"
              + " page, as a comment for a pull request, or for programs.",
          "yaml",
          "json",
          "html",
          "markdown",
          "report-json");
  static final Option OUTPUT =
      Option.one(
          "--output",
          "FILE|DIR",
          "Write to this file instead of stdout, or one file a policy into a folder: one that"
              + " exists, or a name that ends in /.");
  static final Option EVIDENCE =
      Option.choice(
          "--evidence", "Say in a comment over each rule what it rests on.", "none", "comments");
  static final Option TIMESTAMP = Option.flag("--timestamp", "Say in the report when it was made.");
  static final Option FAIL_ON =
      Option.choices(
          "--fail-on",
          "incomplete,cut,failed",
          "Exit with 1 when the trace is incomplete, something that worked would be cut, or"
              + " connections failed.",
          "incomplete",
          "cut",
          "failed");
  static final Option STRICT =
      Option.flag("--strict", "The same as --fail-on incomplete,cut,failed.");

  static final List<Section> SECTIONS =
      List.of(
          new Section(
              "Input",
              List.of(
                  InputOptions.INPUT,
                  InputOptions.SNAPSHOT,
                  InputOptions.INPUT_FORMAT,
                  InputOptions.POD_CIDR,
                  InputOptions.SERVICE_CIDR)),
          new Section(
              "Policies (the first value is the default)",
              List.of(
                  NAMESPACES,
                  WORKLOADS,
                  POLICY_TYPES,
                  DNS,
                  UNCOVERED,
                  EXTERNAL,
                  NODE_PEERS,
                  EXCLUDE_CIDR,
                  INCLUDE_FAILED,
                  PORT_RANGES,
                  DEFAULT_DENY)),
          new Section("Output", List.of(FORMAT, OUTPUT, EVIDENCE, TIMESTAMP, FAIL_ON, STRICT)));

  private ReportOptions() {}

  /** What the command line says about the policies. */
  static AdviceOptions advice(Arguments arguments) {
    return AdviceOptions.builder()
        .policyTypes(policyTypes(arguments))
        .uncovered(chosen(Uncovered.values(), arguments, UNCOVERED))
        .dns(chosen(Dns.values(), arguments, DNS))
        .includeFailed(arguments.has(INCLUDE_FAILED))
        .portRanges(arguments.has(PORT_RANGES))
        .external(chosen(ExternalMode.values(), arguments, EXTERNAL))
        .nodePeers(chosen(NodePeers.values(), arguments, NODE_PEERS))
        .excludeCidrs(InputOptions.cidrs(arguments, EXCLUDE_CIDR))
        .namespaces(arguments.values(NAMESPACES))
        .workloads(arguments.values(WORKLOADS))
        .defaultDeny(arguments.has(DEFAULT_DENY))
        .build();
  }

  /** In which form, and where. Refuses what does not go together. */
  static AdviceOutput output(Arguments arguments, Inputs inputs) throws IOException {
    String format = arguments.value(FORMAT).orElseThrow();
    if (!format.equals("yaml") && arguments.value(EVIDENCE).equals(Optional.of("comments"))) {
      throw new UsageException(
          "usage",
          "--evidence comments needs YAML: "
              + (format.equals("json")
                  ? "JSON has no comments"
                  : "the report has it beside each rule"));
    }
    if (PageOutput.isAsked(arguments)) {
      return PageOutput.of(arguments, inputs);
    }
    if (arguments.has(TIMESTAMP)) {
      throw new UsageException(
          "usage", "--timestamp goes with a report: policies of the same input are the same bytes");
    }
    return PolicyOutput.of(arguments, inputs);
  }

  /** Which findings make the exit code 1. */
  static Set<String> failOn(Arguments arguments) {
    return new LinkedHashSet<>(
        arguments.has(STRICT) ? FAIL_ON.choices() : arguments.values(FAIL_ON));
  }

  private static PolicyTypes policyTypes(Arguments arguments) {
    Set<String> types = new LinkedHashSet<>(arguments.values(POLICY_TYPES));
    if (types.isEmpty() || types.equals(Set.of("auto"))) {
      return PolicyTypes.AUTO;
    }
    if (types.contains("auto")) {
      throw new UsageException("option-value", "--policy-types auto goes with no other");
    }
    if (types.size() == 2) {
      return PolicyTypes.BOTH;
    }
    return types.contains("Ingress") ? PolicyTypes.INGRESS : PolicyTypes.EGRESS;
  }

  /** The options of core spell themselves as they are written on the command line. */
  private static <E extends Enum<E>> E chosen(E[] all, Arguments arguments, Option option) {
    String text = arguments.value(option).orElseThrow();
    for (E one : all) {
      if (one.toString().equals(text)) {
        return one;
      }
    }
    throw new IllegalStateException(option.name() + " and core do not agree on " + text);
  }
}
