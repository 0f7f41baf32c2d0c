// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.ClusterWorkload;
import dev.netpol.model.Workload;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Names of policies: {@code <workload>-network}, with the kind where two workloads of a namespace
 * share a name. The same workload has the same name in every run over the same cluster.
 */
final class PolicyNames {

  static final String DEFAULT_DENY = "default-deny";

  private static final String SUFFIX = "-network";

  /** Of an object's name (RFC 1123 subdomain). */
  private static final int LONGEST = 253;

  /** Of a kind: an API server takes none that is longer (RFC 1123 label). */
  private static final int LONGEST_KIND = 63;

  private static final Pattern ILLEGAL = Pattern.compile("[^a-z0-9.-]+");
  private static final Pattern DOT = Pattern.compile("[.-]*\\.[.-]*");
  private static final Pattern EDGES = Pattern.compile("^[.-]+|[.-]+$");

  private final Map<Workload, String> names = new HashMap<>();

  /** Names for all of these, and none twice in a namespace. */
  PolicyNames(ClusterSnapshot snapshot, Collection<Workload> others) {
    Set<Workload> workloads = new TreeSet<>(others);
    snapshot.workloads().stream().map(ClusterWorkload::id).forEach(workloads::add);
    Map<String, Integer> sharing = new HashMap<>();
    workloads.forEach(one -> sharing.merge(plain(one), 1, Integer::sum));
    Set<String> taken = new HashSet<>();
    for (boolean shared : new boolean[] {false, true}) {
      for (Workload workload : workloads) {
        if (sharing.getOrDefault(plain(workload), 0) > 1 == shared) {
          String name = shared ? withKind(workload) : plain(workload);
          while (!taken.add(name)) {
            name = another(workload, name);
          }
          names.put(workload, name.substring(workload.namespace().length() + 1));
        }
      }
    }
  }

  /** The policy's name for workloads that are selected together. */
  String of(List<Workload> workloads) {
    Workload first = workloads.get(0);
    return names.getOrDefault(first, plain(first).substring(first.namespace().length() + 1));
  }

  private static String plain(Workload workload) {
    return workload.namespace() + "/" + fit(workload.name(), SUFFIX);
  }

  private static String withKind(Workload workload) {
    String kind = legal(workload.kind(), LONGEST_KIND);
    return workload.namespace()
        + "/"
        + fit(workload.name(), (kind.isEmpty() ? "" : "-" + kind) + SUFFIX);
  }

  private static String another(Workload workload, String taken) {
    String hash = Integer.toHexString((workload + taken).hashCode());
    return workload.namespace() + "/" + fit(workload.name(), "-" + hash + SUFFIX);
  }

  private static String fit(String name, String suffix) {
    String base = legal(name, LONGEST - suffix.length());
    return (base.isEmpty() ? "workload" : base) + suffix;
  }

  /**
   * What is left of a name or kind in a trace, which can be any text; an object's name cannot.
   *
   * @param most characters
   */
  private static String legal(String text, int most) {
    // First of all shorter: the patterns take the square of its length.
    String legal = cut(text, LONGEST).toLowerCase(Locale.ROOT);
    legal = DOT.matcher(ILLEGAL.matcher(legal).replaceAll("-")).replaceAll(".");
    legal = EDGES.matcher(legal).replaceAll("");
    return EDGES.matcher(cut(legal, most)).replaceAll("");
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }
}
