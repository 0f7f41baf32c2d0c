// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.check.Change;
import dev.netpol.check.NamespaceChange;
import dev.netpol.check.PolicyDiff;
import dev.netpol.check.Unjudged;
import dev.netpol.check.Witness;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Party;
import dev.netpol.policy.RuleRef;
import dev.netpol.policy.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Differences as JSON: edges as {@link EdgeJson} has them, an example and what decides it. */
final class DiffJson {
  private DiffJson() {}

  static Map<String, ?> of(PolicyDiff diff) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("modes", EdgeJson.modes(diff.modes()));
    root.put("namespaces", diff.namespaces().stream().map(DiffJson::namespaces).toList());
    for (Change.Kind kind : Change.Kind.values()) {
      root.put(
          kind.name().toLowerCase(Locale.ROOT),
          diff.changes(kind).stream().map(DiffJson::of).toList());
    }
    root.put("notJudged", diff.unjudged().stream().map(DiffJson::of).toList());
    return root;
  }

  /** A policy, or one of its rules. */
  private static Map<String, ?> of(Unjudged unjudged) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("side", unjudged.side().name().toLowerCase(Locale.ROOT));
    all.putAll(policy(unjudged.policy()));
    unjudged
        .rule()
        .ifPresent(
            it -> {
              all.put("direction", it.direction().policyType());
              all.putAll(rule(it));
            });
    return all;
  }

  /** How much changes between two namespaces; one that is left out is the outside. */
  private static Map<String, ?> namespaces(NamespaceChange change) {
    Map<String, Object> all = new LinkedHashMap<>();
    change.from().ifPresent(it -> all.put("from", it));
    change.to().ifPresent(it -> all.put("to", it));
    all.put("gained", change.gained());
    all.put("lost", change.lost());
    return all;
  }

  private static Map<String, ?> of(Change change) {
    Map<String, Object> all = EdgeJson.of(change.edge());
    Witness witness = change.witness();
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("from", party(witness.from()));
    example.put("to", party(witness.to()));
    example.put("protocol", witness.protocol());
    example.put("port", witness.port());
    example.put("before", halves(witness, witness.before()));
    example.put("after", halves(witness, witness.after()));
    all.put("example", example);
    return all;
  }

  private static Map<String, ?> party(Party party) {
    Map<String, Object> all = new LinkedHashMap<>();
    if (party instanceof Party.PodParty it) {
      all.put("namespace", it.pod().namespace());
      all.put("pod", it.pod().name());
    }
    party.ip().ifPresent(ip -> all.put("ip", ip));
    return all;
  }

  /** The directions in which the answer turned. */
  private static List<Map<String, ?>> halves(Witness witness, Verdict verdict) {
    return witness.turned().stream().<Map<String, ?>>map(it -> half(verdict.half(it))).toList();
  }

  private static Map<String, ?> half(Verdict.Half half) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("direction", half.direction().policyType());
    all.put("allowed", half.ground() != Verdict.Ground.NO_RULE);
    all.put("isolatedBy", half.isolating().stream().map(DiffJson::policy).toList());
    all.put("admittedBy", half.admitting().stream().map(DiffJson::rule).toList());
    return all;
  }

  private static Map<String, ?> policy(NetworkPolicy policy) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("namespace", policy.namespace());
    all.put("name", policy.name());
    all.put("at", policy.at());
    return all;
  }

  private static Map<String, ?> rule(RuleRef rule) {
    Map<String, Object> all = new LinkedHashMap<>(policy(rule.policy()));
    all.put("rule", rule.index());
    all.put("at", rule.rule().at());
    return all;
  }
}
