// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Picks the NetworkPolicies out of whatever objects an input holds. */
final class Documents {

  private static final String API = "networking.k8s.io/v1";

  /** Kinds that decide about traffic too; leaving them out must not go unsaid. */
  static final Set<String> RELATED =
      Set.of(
          "AdminNetworkPolicy",
          "BaselineAdminNetworkPolicy",
          "ClusterNetworkPolicy",
          "CiliumNetworkPolicy",
          "CiliumClusterwideNetworkPolicy",
          "GlobalNetworkPolicy",
          "NetworkPolicy");

  /** All kinds of the group that NetworkPolicy is of: another name there is a slip. */
  private static final List<String> GROUP =
      List.of("NetworkPolicy", "Ingress", "IngressClass", "IPAddress", "ServiceCIDR");

  private final String input;
  private final Problems problems;
  private final PolicyReader reader;
  private final List<NetworkPolicy> policies = new ArrayList<>();
  private final Map<String, Manifest> manifests = new HashMap<>();
  private final SortedMap<String, Integer> others = new TreeMap<>();

  Documents(String input, Problems problems) {
    this.input = input;
    this.problems = problems;
    this.reader = new PolicyReader(problems);
  }

  void add(Tree document) {
    add(document, null, null);
  }

  private void add(Tree tree, @Nullable String listKind, @Nullable String listApi) {
    if (tree instanceof Tree.Null) {
      return;
    }
    if (!(tree instanceof Tree.Mapping mapping)) {
      problems.error(
          "decode", tree.at(), "a document should be a Kubernetes object, is " + tree.kind(), "");
      return;
    }
    String kind = text(mapping, "kind", listKind);
    String api = text(mapping, "apiVersion", listApi);
    if (kind == null) {
      boolean test = mapping.get("cluster") != null && mapping.get("policies") != null;
      problems.error(
          "required",
          tree.at(),
          "kind: should be there",
          test ? "a test is no manifest: keep tests in a folder of their own" : "");
    } else if (kind.endsWith("List") && mapping.get("items") instanceof Tree.Sequence items) {
      // Items of a typed list need not repeat what the list says of them.
      boolean typed = kind.equals("NetworkPolicyList");
      items.items().forEach(item -> add(item, typed ? "NetworkPolicy" : null, typed ? api : null));
    } else if (kind.equals("NetworkPolicy") && ours(api, mapping)) {
      reader.read(mapping).ifPresent(policy -> add(policy, new Manifest(mapping)));
    } else if (!kind.equals("NetworkPolicy") || foreign(api)) {
      other(kind, api, mapping);
    }
  }

  private void add(NetworkPolicy policy, Manifest manifest) {
    policies.add(policy);
    manifests.put(policy.id(), manifest);
  }

  private static @Nullable String text(
      Tree.Mapping mapping, String field, @Nullable String otherwise) {
    return mapping.get(field) instanceof Tree.Text text ? text.value() : otherwise;
  }

  /** Whether it is for us; a version that no API server has any more is an error. */
  private boolean ours(@Nullable String api, Tree.Mapping mapping) {
    if (API.equals(api)) {
      return true;
    }
    if (!foreign(api)) {
      Tree written = mapping.get("apiVersion");
      problems.error(
          api == null ? "required" : "not-supported",
          written == null ? mapping.at() : written.at(),
          api == null
              ? "apiVersion: should be there"
              : "apiVersion " + Quote.of(api) + ": no API server has it any more",
          "write " + API);
    }
    return false;
  }

  private static boolean foreign(@Nullable String api) {
    return api != null && !api.startsWith("networking.k8s.io/") && !api.startsWith("extensions/");
  }

  private void other(String kind, @Nullable String api, Tree.Mapping mapping) {
    String single = kind.endsWith("List") ? kind.substring(0, kind.length() - 4) : kind;
    if (api != null && api.startsWith("networking.k8s.io/") && !GROUP.contains(single)) {
      Tree written = mapping.get("kind");
      problems.error(
          "not-supported",
          written == null ? mapping.at() : written.at(),
          "kind " + Quote.of(kind) + ": there is no such kind in networking.k8s.io",
          Spelling.nearest(kind, GROUP).map(near -> "did you mean " + near + "? ").orElse("")
              + "the kinds are "
              + String.join(", ", GROUP));
      return;
    }
    if (RELATED.contains(kind)) {
      problems.warning(
          "policy-kind",
          mapping.at(),
          "a policy of another kind, " + Quote.of(kind) + ", is left out",
          "the answer holds for networking.k8s.io NetworkPolicies alone");
    }
    others.merge(kind, 1, Integer::sum);
  }

  /** What was read; of two policies with one name the later stands. */
  ReadPolicies finish() {
    if (!others.isEmpty()) {
      problems.note(
          "other-kinds",
          Position.of(input),
          "left out what is no NetworkPolicy: "
              + others.entrySet().stream()
                  .limit(20)
                  .map(it -> it.getValue() + " " + Quote.of(it.getKey()))
                  .collect(Collectors.joining(", "))
              + (others.size() > 20 ? ", and more" : ""));
    }
    return new ReadPolicies(last(policies, problems), problems.sorted(), manifests);
  }

  static List<NetworkPolicy> last(List<NetworkPolicy> policies, Problems problems) {
    Map<String, NetworkPolicy> standing = new LinkedHashMap<>();
    for (NetworkPolicy policy : policies) {
      NetworkPolicy first = standing.remove(policy.id());
      standing.put(policy.id(), policy);
      if (first != null) {
        problems.error(
            "duplicate-policy",
            policy.at(),
            "the policy " + policy.id() + " is there already, at " + first.at(),
            "only the last one would stand; rename or remove one");
      }
    }
    return List.copyOf(standing.values());
  }
}
