// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import static java.util.stream.Collectors.groupingBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSetMultimap;
import dev.netpol.model.Direction;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Pod;
import dev.netpol.model.PortRange;
import dev.netpol.model.PortSet;
import dev.netpol.model.Protocol;
import dev.netpol.policy.Verdict.Answer;
import dev.netpol.policy.Verdict.Ground;
import dev.netpol.policy.Verdict.Half;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Policies that hold together, compiled for questions: networking.k8s.io/v1 as its API text,
 * defaults and e2e tests have it. Policies only add up; their order means nothing.
 *
 * <p>Immutable and safe for threads. An answer costs the policies that isolate the two pods, not
 * the policies there are.
 */
public final class PolicySet {

  static final Comparator<Compiled> BY_NAME =
      Comparator.comparing((Compiled it) -> it.policy().namespace())
          .thenComparing(it -> it.policy().name());

  private final ImmutableList<Compiled> policies;
  private final Selectors selectors;
  private final Map<String, Namespace> namespaces = new ConcurrentHashMap<>();
  private final Modes modes;
  private final Particulars particulars;
  private final Halves halves;

  private PolicySet(
      ImmutableList<Compiled> policies,
      Selectors selectors,
      Map<String, Labels> labels,
      ImmutableSetMultimap<String, IpAddress> nodes,
      Modes modes) {
    this.policies = policies;
    this.selectors = selectors;
    this.modes = modes;
    this.halves = new Halves(nodes, modes);
    this.particulars = new Particulars(policies);
    Map<String, List<Compiled>> byNamespace =
        policies.stream().collect(groupingBy(it -> it.policy().namespace()));
    byNamespace.forEach(
        (name, its) ->
            namespaces.put(
                name, new Namespace(name, labels.getOrDefault(name, Labels.NONE), its, selectors)));
    labels.forEach(
        (name, its) ->
            namespaces.computeIfAbsent(name, key -> new Namespace(key, its, List.of(), selectors)));
  }

  /**
   * Compiles policies. Of two policies with one namespace and name the later stands, as with {@code
   * kubectl apply}.
   *
   * @param namespaces labels by name; {@code kubernetes.io/metadata.name} is added where missing,
   *     and a namespace that is not listed has only that
   * @param nodes addresses by node name, for traffic between a node and its pods
   */
  public static PolicySet compile(
      Collection<NetworkPolicy> policies,
      Map<String, Labels> namespaces,
      Map<String, Set<IpAddress>> nodes,
      Modes modes) {
    Objects.requireNonNull(modes, "modes");
    Map<String, NetworkPolicy> standing = new LinkedHashMap<>();
    policies.forEach(policy -> standing.put(policy.id(), policy));
    Selectors selectors = new Selectors();
    ImmutableSetMultimap.Builder<String, IpAddress> addresses = ImmutableSetMultimap.builder();
    nodes.forEach(addresses::putAll);
    return new PolicySet(
        standing.values().stream()
            .map(policy -> Compiled.of(policy, selectors, modes))
            .sorted(BY_NAME)
            .collect(ImmutableList.toImmutableList()),
        selectors,
        namespaces,
        addresses.build(),
        modes);
  }

  /**
   * Whether {@code from} may open a connection to that port of {@code to}, and why.
   *
   * @param port the pod's own port, after Service translation
   * @throws IllegalArgumentException if {@code port} is not within 1-65535
   */
  public Verdict verdict(Party from, Party to, Protocol protocol, int port) {
    return verdict(from, to, protocol, port, Via.ADDRESS);
  }

  /**
   * As above.
   *
   * @param via matters only for a pod that reaches itself
   */
  public Verdict verdict(Party from, Party to, Protocol protocol, int port, Via via) {
    return verdict(see(from), see(to), protocol, port, via);
  }

  /** As above, of parties that this set has seen: {@link #see}. */
  public Verdict verdict(Seen sender, Seen receiver, Protocol protocol, int port, Via via) {
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(via, "via");
    if (!PortRange.ALL.contains(port)) {
      throw new IllegalArgumentException("a port should be within 1-65535: was " + port);
    }
    Ground self = reachesItself(sender, receiver, via);
    if (self != null) {
      return untouched(self);
    }
    Half egress = halves.half(Direction.EGRESS, sender, receiver, protocol, port);
    Half ingress = halves.half(Direction.INGRESS, receiver, sender, protocol, port);
    boolean allowed = egress.ground() != Ground.NO_RULE && ingress.ground() != Ground.NO_RULE;
    boolean undefined =
        sender.samePod(receiver) && modes.selfViaService() == Modes.SelfViaService.UNDEFINED;
    Answer answer = allowed ? Answer.ALLOWED : undefined ? Answer.UNDEFINED : Answer.DENIED;
    return new Verdict(answer, egress, ingress, modes);
  }

  /**
   * The ports of {@code to} to which {@code from} may open a connection: exactly those for which
   * {@link #verdict(Party, Party, Protocol, int, Via)} says {@link Answer#ALLOWED}.
   *
   * @param via matters only for a pod that reaches itself
   */
  public PortSet ports(Party from, Party to, Via via) {
    Objects.requireNonNull(via, "via");
    Seen sender = see(from);
    Seen receiver = see(to);
    if (reachesItself(sender, receiver, via) != null) {
      return PortSet.ALL;
    }
    PortSet egress = halves.ports(Direction.EGRESS, sender, receiver);
    return egress.isEmpty()
        ? PortSet.NONE
        : egress.intersect(halves.ports(Direction.INGRESS, receiver, sender));
  }

  /** Why no policy can cut it, where it is a pod that reaches itself; else null. */
  private @Nullable Ground reachesItself(Seen sender, Seen receiver, Via via) {
    if (!sender.samePod(receiver)) {
      return null;
    }
    if (via == Via.ADDRESS) {
      return Ground.SELF;
    }
    return modes.selfViaService() == Modes.SelfViaService.ALLOWED ? Ground.SELF_VIA_SERVICE : null;
  }

  private Verdict untouched(Ground ground) {
    return new Verdict(
        Answer.ALLOWED,
        Half.of(Direction.EGRESS, ground),
        Half.of(Direction.INGRESS, ground),
        modes);
  }

  /** A party, for any number of questions to this set and to no other. */
  public Seen see(Party party) {
    if (!(party instanceof Party.PodParty it) || isNode(it.pod())) {
      return Seen.notPod(party);
    }
    return Seen.pod(it, group(it.pod()), !particulars.concern(it));
  }

  private boolean isNode(Pod pod) {
    return pod.hostNetwork() && modes.hostNetwork() == Modes.HostNetwork.NODE;
  }

  private PodGroup group(Pod pod) {
    return namespace(pod.namespace()).group(pod.labels());
  }

  private Namespace namespace(String name) {
    Namespace known = namespaces.get(name);
    return known != null
        ? known
        : namespaces.computeIfAbsent(
            name, key -> new Namespace(key, Labels.NONE, List.of(), selectors));
  }

  /** The policies that isolate this pod in this direction, sorted by name. */
  public List<NetworkPolicy> selecting(Pod pod, Direction direction) {
    return isNode(pod) ? List.of() : group(pod).isolation().in(direction).policies();
  }

  /** The labels of a namespace as selectors see them: with the one that is its name. */
  public Labels namespaceLabels(String namespace) {
    return namespace(namespace).labels();
  }

  /** All policies, sorted by namespace and name. */
  public List<NetworkPolicy> policies() {
    return policies.stream().map(Compiled::policy).toList();
  }

  /** The assumptions that every verdict of this set rests on. */
  public Modes modes() {
    return modes;
  }
}
