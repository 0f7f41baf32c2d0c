// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import dev.netpol.cluster.ClusterPod;
import dev.netpol.model.Cidr;
import dev.netpol.model.Diagnostic.Severity;
import dev.netpol.policy.Peer;
import java.util.HashMap;
import java.util.Map;

/** The address of one pod. */
final class PodAddress implements Inspection {

  private static final LintRule RULE =
      new LintRule(
          "pod-address",
          Severity.WARNING,
          Needs.SNAPSHOT,
          "an ipBlock with the address of one pod",
          "A pod gets another address when it is replaced, and its old one may go to "
              + "any other pod. Besides, not every network plugin lets an ipBlock match "
              + "pods.",
          "select the pod by its labels");

  @Override
  public LintRule rule() {
    return RULE;
  }

  @Override
  public void inspect(Linted linted, Findings findings) {
    Map<Cidr, ClusterPod> pods = new HashMap<>();
    linted.members().snapshot().pods().stream()
        .filter(it -> it.live() && !it.pod().hostNetwork())
        .forEach(it -> it.pod().addresses().forEach(ip -> pods.putIfAbsent(Cidr.of(ip), it)));
    linted
        .rules()
        .forEach(
            rule -> {
              for (int i = 0; i < rule.peers().size(); i++) {
                if (rule.peers().get(i) instanceof Peer.IpBlock block
                    && pods.containsKey(block.cidr())) {
                  findings.add(
                      rule.peerAt(i),
                      rule.peerName(i)
                          + ": "
                          + block.cidr()
                          + " is the pod "
                          + pods.get(block.cidr()));
                }
              }
            });
  }
}
