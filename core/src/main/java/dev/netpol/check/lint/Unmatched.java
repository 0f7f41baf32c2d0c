// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.model.LabelSelector;
import dev.netpol.model.Labels;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.Peer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Why a selection matches no pod of the snapshot: the most telling reason that applies.
 *
 * @param text completes "matches no pod: "
 * @param hint what may have been meant, or empty
 */
record Unmatched(Reason reason, String text, String hint) {

  enum Reason {
    HOST_NETWORK,
    FINISHED,
    /** The labels are those of the other kind of object, namespaces or pods. */
    SWAPPED,
    OTHER_NAMESPACE,
    NO_NAMESPACE,
    NO_POD
  }

  private static final Labels DNS = Labels.of("k8s-app", "kube-dns");
  private static final String NAME = "kubernetes.io/metadata.name";

  /** If it is for that reason. */
  static Optional<Unmatched> of(Members members, Selection selection, Reason reason) {
    return of(members, selection).filter(it -> it.reason == reason);
  }

  String message(Selection selection) {
    return selection.name() + ": matches no pod: " + text;
  }

  /** What may have been meant, else what the rule says. */
  String mend(LintRule rule) {
    return hint.isEmpty() ? rule.mend() : hint;
  }

  /** Empty if it matches pods, or if it does not for a reason that is no news. */
  static Optional<Unmatched> of(Members members, Selection selection) {
    NetworkPolicy policy = selection.of().policy();
    Peer.Pods peer = selection.peer();
    if (impossible(peer.podSelector()) || impossible(peer.namespaceSelector())) {
      return Optional.empty();
    }
    if (!members.matching(policy, peer).isEmpty()) {
      return Optional.empty();
    }
    Map<String, Labels> namespaces = members.namespaces(policy, peer);
    if (namespaces.isEmpty()) {
      return peer.namespaceSelector().map(it -> noNamespace(members, it));
    }
    LabelSelector pods = peer.podSelector().orElse(LabelSelector.EVERYTHING);
    if (!members.doubt().isEmpty() && pods.matchLabels().containsAll(DNS)) {
      // Manifests of an application name the cluster's DNS and never hold it.
      return Optional.empty();
    }
    if (!members.hostNetwork(policy, peer).isEmpty()) {
      return Optional.of(
          new Unmatched(
              Reason.HOST_NETWORK,
              members.hostNetwork(policy, peer).get(0) + " is on the host's network",
              ""));
    }
    if (pods.isEverything()) {
      return Optional.empty();
    }
    return Optional.of(noPod(members, policy, peer, pods, namespaces));
  }

  private static boolean impossible(Optional<LabelSelector> selector) {
    return selector.flatMap(it -> SelectorMeaning.of(it).contradiction()).isPresent();
  }

  private static Unmatched noNamespace(Members members, LabelSelector selector) {
    Map<String, Labels> all = members.snapshot().namespaces();
    for (Map.Entry<String, String> label : selector.matchLabels().asMap().entrySet()) {
      if (!label.getKey().equals(NAME)
          && all.containsKey(label.getValue())
          && all.values().stream().noneMatch(it -> it.has(label.getKey()))) {
        return new Unmatched(
            Reason.NO_NAMESPACE,
            "no namespace has the label " + label.getKey(),
            "write " + NAME + ": " + label.getValue() + " to mean that namespace");
      }
    }
    Optional<Member> pod =
        members.all().filter(it -> selector.matches(it.pod().labels())).findFirst();
    return pod.isPresent() && !selector.matchLabels().isEmpty()
        ? new Unmatched(
            Reason.SWAPPED,
            "no namespace has these labels, but pods do, such as those of " + pod.get(),
            "write a podSelector")
        : new Unmatched(Reason.NO_NAMESPACE, "no namespace matches " + selector, "");
  }

  private static Unmatched noPod(
      Members members,
      NetworkPolicy policy,
      Peer.Pods peer,
      LabelSelector pods,
      Map<String, Labels> namespaces) {
    if (!members.finished(policy, peer).isEmpty()) {
      return new Unmatched(
          Reason.FINISHED, members.finished(policy, peer).get(0) + " has finished", "");
    }
    boolean positive = !pods.matchLabels().isEmpty();
    Optional<String> labelled =
        members.snapshot().namespaces().entrySet().stream()
            .filter(it -> positive && pods.matches(it.getValue()))
            .map(Map.Entry::getKey)
            .findFirst();
    if (labelled.isPresent()) {
      return new Unmatched(
          Reason.SWAPPED,
          "no pod has these labels, but the namespace " + labelled.get() + " does",
          "write a namespaceSelector");
    }
    List<String> elsewhere =
        peer.namespaceSelector().isPresent()
            ? List.of()
            : members.namespacesWith(pods::matches, policy.namespace());
    if (!elsewhere.isEmpty()) {
      return new Unmatched(
          Reason.OTHER_NAMESPACE,
          "pods with these labels are in " + Some.of(elsewhere) + ", not in " + policy.namespace(),
          "");
    }
    String where = namespaces.size() == 1 ? " of " + namespaces.keySet().iterator().next() : "";
    return new Unmatched(
        Reason.NO_POD, "no pod" + where + " matches " + pods, nearest(members, pods, namespaces));
  }

  /** Values that the first key without a match does have there. */
  private static String nearest(
      Members members, LabelSelector pods, Map<String, Labels> namespaces) {
    for (Map.Entry<String, String> label : pods.matchLabels().asMap().entrySet()) {
      TreeSet<String> values =
          namespaces.keySet().stream()
              .flatMap(name -> members.in(name).stream())
              .flatMap(it -> it.pod().labels().value(label.getKey()).stream())
              .collect(Collectors.toCollection(TreeSet::new));
      if (!values.contains(label.getValue())) {
        return values.isEmpty()
            ? "no pod there has a label " + label.getKey()
            : "values of " + label.getKey() + " there: " + Some.of(List.copyOf(values));
      }
    }
    return "";
  }
}
