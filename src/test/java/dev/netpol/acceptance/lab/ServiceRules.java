// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance.lab;

import dev.netpol.acceptance.lab.Snapshot.Pod;
import dev.netpol.acceptance.lab.Snapshot.Translation;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Services as rules of nft, as kube-proxy has them: one of the pods behind, chosen by chance. */
final class ServiceRules {
  private ServiceRules() {}

  static String of(Snapshot cluster) {
    return "table ip services {\n  chain prerouting {\n"
        + "    type nat hook prerouting priority dstnat; policy accept;\n"
        + cluster.services().stream().map(ServiceRules::rule).collect(Collectors.joining())
        + "  }\n}\n";
  }

  private static String rule(Translation it) {
    List<Pod> pods = it.backends();
    String backends =
        IntStream.range(0, pods.size())
            .mapToObj(i -> i + " : " + pods.get(i).address() + " . " + it.targetPort())
            .collect(Collectors.joining(", "));
    return "    ip daddr %s %s dport %d dnat to numgen random mod %d map { %s }\n"
        .formatted(
            it.address(), it.protocol().toLowerCase(Locale.ROOT), it.port(), pods.size(), backends);
  }
}
