// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.model.Cidr;
import dev.netpol.model.Endpoint;
import dev.netpol.model.External;
import dev.netpol.model.IpAddress;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Labels;
import dev.netpol.model.Node;
import dev.netpol.model.Unresolved;
import dev.netpol.model.Workload;
import dev.netpol.policy.Peer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** How a policy names the other end of a flow, or why it cannot. */
final class PeerFinder {

  /** Set on every namespace by the API server (KEP-2161). */
  static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

  private static final Pattern NAMESPACE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private final Selectors selectors;

  /** The answers so far, for policies of the workload's own namespace and of others. */
  private final Map<Workload, Found> inside = new HashMap<>();

  private final Map<Workload, Found> outside = new HashMap<>();

  PeerFinder(Selectors selectors) {
    this.selectors = selectors;
  }

  /**
   * The answer.
   *
   * @param peer missing if no policy can name the end
   * @param problem why it is missing
   * @param remedy what would help, or empty
   */
  record Found(Optional<Peer> peer, String problem, String remedy) {
    static Found of(Peer peer) {
      return new Found(Optional.of(peer), "", "");
    }

    static Found none(String problem, String remedy) {
      return new Found(Optional.empty(), problem, remedy);
    }
  }

  /** How a policy of {@code namespace} names {@code end}. */
  Found find(Endpoint end, String namespace) {
    if (end instanceof Workload workload) {
      boolean own = workload.namespace().equals(namespace);
      return (own ? inside : outside).computeIfAbsent(workload, it -> pods(it, namespace));
    }
    Optional<IpAddress> address = address(end);
    if (address.isPresent()) {
      return Found.of(block(address.get()));
    }
    if (end instanceof Unresolved unresolved) {
      return Found.none(
          "no policy can name " + unresolved.subject(),
          "take the snapshot closer to the trace, or add the objects that are missing");
    }
    return Found.none("no policy applies to " + end, "");
  }

  /** The address of an end that is named by its address. */
  static Optional<IpAddress> address(Endpoint end) {
    if (end instanceof External external) {
      return Optional.of(external.address());
    }
    return end instanceof Node node ? Optional.of(node.address()) : Optional.empty();
  }

  static Peer block(IpAddress address) {
    return Peer.IpBlock.of(Cidr.of(address));
  }

  /** Pods of any namespace by their labels, seen from a policy of {@code from}. */
  static Peer pods(String namespace, LabelSelector selector, String from) {
    return namespace.equals(from)
        ? Peer.Pods.of(selector)
        : Peer.Pods.of(LabelSelector.of(Labels.of(NAMESPACE_NAME, namespace)), selector);
  }

  /** Whether the API server would admit a namespace of that name; a trace can claim any. */
  static boolean isNamespace(String name) {
    return NAMESPACE.matcher(name).matches();
  }

  private Found pods(Workload workload, String namespace) {
    if (!isNamespace(workload.namespace())) {
      return Found.none("\"" + workload.namespace() + "\" is no name of a namespace", "");
    }
    Selection selection = selectors.of(workload);
    return selection
        .selector()
        .map(selector -> Found.of(pods(workload.namespace(), selector, namespace)))
        .orElseGet(
            () ->
                Found.none(
                    workload + " cannot be selected: " + selection.problem(), selection.remedy()));
  }
}
