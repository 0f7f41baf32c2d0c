// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.model.Position;
import dev.netpol.policy.Peer;
import java.util.Optional;

/**
 * Where a policy selects pods: as its subject or as a peer.
 *
 * @param peer what it selects; the subject is a peer of the policy's own namespace
 * @param rule the rule that has the peer; missing for the subject
 * @param index of the peer in its rule
 */
record Selection(LintedPolicy of, Peer.Pods peer, Optional<LintedRule> rule, int index) {

  /** Whether it is whom the policy is about. */
  boolean isSubject() {
    return rule.isEmpty();
  }

  /** Where the selector of that name stands. */
  Position at(String field) {
    return rule.map(it -> it.peerAt(index, field)).orElseGet(() -> of.at("podSelector"));
  }

  /** Where the peer stands, or the selector of the subject. */
  Position at() {
    return rule.map(it -> it.peerAt(index)).orElseGet(() -> of.at("podSelector"));
  }

  /** {@code dev/web podSelector}, {@code dev/web ingress[0].from[1].podSelector}. */
  String name(String field) {
    return rule.map(it -> it.peerName(index) + "." + field).orElse(of.id() + " podSelector");
  }

  /** {@code dev/web podSelector}, {@code dev/web ingress[0].from[1]}. */
  String name() {
    return rule.map(it -> it.peerName(index)).orElse(of.id() + " podSelector");
  }
}
