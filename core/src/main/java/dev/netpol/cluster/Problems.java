// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Diagnostic;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Position;
import dev.netpol.policy.Spelling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Collects diagnostics; of one code the first hundred, so that a broken input stays readable. */
final class Problems {
  private static final int SHOWN = 100;
  private static final int EXCERPT = 60;

  private final List<Diagnostic> found = new ArrayList<>();
  private final Map<String, Integer> counts = new HashMap<>();

  /** Where policies of kinds that are not judged stand. */
  private final Map<String, List<Position>> otherPolicies = new HashMap<>();

  Problems() {}

  Problems(Problems other) {
    found.addAll(other.found);
    counts.putAll(other.counts);
    other.otherPolicies.forEach((kind, at) -> otherPolicies.put(kind, new ArrayList<>(at)));
  }

  void warn(String code, Position at, String message, String hint) {
    add(Diagnostic.warning(code, at, message, hint));
  }

  /** A field holds something else than it should. */
  void field(Position at, String field, String expected, String text) {
    warn(
        "snapshot-field",
        at,
        "field " + quote(field) + " should be " + expected + ": was " + quote(text),
        "the field is read as missing");
  }

  /** Two objects have one name, and nothing tells which of them is in the cluster. */
  void twice(String what, Position first, Position second) {
    warn(
        "snapshot-twice",
        second,
        quoteless(what) + " is there twice, at " + first + " and here: this one counts",
        "leave one of them out");
  }

  /** Likewise; a policy that is not in force would change every answer. */
  void policyTwice(String id, Position first, Position second) {
    add(
        Diagnostic.error(
            "duplicate-policy",
            second,
            "the policy " + quoteless(id) + " is there already, at " + first,
            "only the last one would stand; leave one of them out"));
  }

  private static String quoteless(String text) {
    String quoted = quote(text);
    return quoted.substring(1, quoted.length() - 1);
  }

  /** A kind that is not known, in the group of NetworkPolicy: it may be meant to be one. */
  void nearlyPolicy(String kind, Position at) {
    Spelling.nearest(kind, List.of(Kind.NETWORK_POLICY.apiName()))
        .ifPresent(
            meant ->
                add(
                    Diagnostic.error(
                        "not-supported",
                        at,
                        "kind " + quote(kind) + ": there is no such kind in networking.k8s.io",
                        "did you mean " + meant + "?")));
  }

  /** A policy of a kind that is not judged. */
  void otherPolicy(String kind, Position at) {
    otherPolicies.computeIfAbsent(kind, none -> new ArrayList<>()).add(at);
  }

  /** An address that was read before it was known that it should be one; empty is none. */
  Optional<IpAddress> address(Position at, String field, String text) {
    Optional<IpAddress> address = IpAddress.tryParse(text);
    if (address.isEmpty() && !text.isEmpty()) {
      field(at, field, "an IP address", text);
    }
    return address;
  }

  void note(String code, Position at, String message, String hint) {
    add(Diagnostic.note(code, at, message, hint));
  }

  void add(Diagnostic diagnostic) {
    if (counts.merge(diagnostic.code(), 1, Integer::sum) <= SHOWN) {
      found.add(diagnostic);
    }
  }

  /** Sorted, without repeats. */
  List<Diagnostic> sorted() {
    TreeSet<Diagnostic> all = new TreeSet<>(found);
    counts.forEach(
        (code, count) -> {
          if (count > SHOWN) {
            all.add(
                Diagnostic.note(
                    code,
                    Position.of("<snapshot>"),
                    (count - SHOWN) + " more of the kind \"" + code + "\"",
                    ""));
          }
        });
    otherPolicies.forEach(
        (kind, at) ->
            all.add(
                Diagnostic.warning(
                    "policy-kind",
                    at.get(0),
                    "policies of another kind, " + at.size() + " " + quote(kind) + ", are left out",
                    "the answer holds for networking.k8s.io NetworkPolicies alone")));
    return List.copyOf(all);
  }

  /** Foreign text for a message: in quotes, cut short, without control characters. */
  static String quote(String text) {
    String cut = text.length() > EXCERPT ? text.substring(0, EXCERPT) + "..." : text;
    StringBuilder quoted = new StringBuilder("\"");
    cut.codePoints()
        .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
        .forEach(quoted::appendCodePoint);
    return quoted.append('"').toString();
  }
}
