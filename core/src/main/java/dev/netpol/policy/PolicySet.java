// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import static java.util.stream.Collectors.groupingBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSetMultimap;
import dev.netpol.model.Direction;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Pod;
import dev.netpol.model.PortRange;
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
import java.util.Optional;
import java.util.Set;

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
  private final ImmutableMap<String, Isolation> isolations;
  private final Namespaces namespaces;
  private final ImmutableSetMultimap<String, IpAddress> nodes;
  private final Modes modes;

  private PolicySet(
      ImmutableList<Compiled> policies,
      Namespaces namespaces,
      ImmutableSetMultimap<String, IpAddress> nodes,
      Modes modes) {
    this.policies = policies;
    this.namespaces = namespaces;
    this.nodes = nodes;
    this.modes = modes;
    ImmutableMap.Builder<String, Isolation> byNamespace = ImmutableMap.builder();
    policies.stream()
        .collect(groupingBy(it -> it.policy().namespace()))
        .forEach((namespace, its) -> byNamespace.put(namespace, new Isolation(its)));
    isolations = byNamespace.buildOrThrow();
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
    ImmutableSetMultimap.Builder<String, IpAddress> addresses = ImmutableSetMultimap.builder();
    nodes.forEach(addresses::putAll);
    return new PolicySet(
        standing.values().stream()
            .map(policy -> Compiled.of(policy, modes))
            .sorted(BY_NAME)
            .collect(ImmutableList.toImmutableList()),
        new Namespaces(namespaces),
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
    Objects.requireNonNull(protocol, "protocol");
    Objects.requireNonNull(via, "via");
    if (!PortRange.ALL.contains(port)) {
      throw new IllegalArgumentException("a port should be within 1-65535: was " + port);
    }
    Seen sender = Seen.of(from, namespaces, modes);
    Seen receiver = Seen.of(to, namespaces, modes);
    boolean self = sender.samePod(receiver);
    if (self && via == Via.ADDRESS) {
      return untouched(Ground.SELF);
    }
    if (self && modes.selfViaService() == Modes.SelfViaService.ALLOWED) {
      return untouched(Ground.SELF_VIA_SERVICE);
    }
    Half egress = half(Direction.EGRESS, sender, receiver, protocol, port);
    Half ingress = half(Direction.INGRESS, receiver, sender, protocol, port);
    boolean allowed = egress.ground() != Ground.NO_RULE && ingress.ground() != Ground.NO_RULE;
    boolean undefined = self && modes.selfViaService() == Modes.SelfViaService.UNDEFINED;
    Answer answer = allowed ? Answer.ALLOWED : undefined ? Answer.UNDEFINED : Answer.DENIED;
    return new Verdict(answer, egress, ingress, modes);
  }

  private Verdict untouched(Ground ground) {
    return new Verdict(
        Answer.ALLOWED,
        Half.of(Direction.EGRESS, ground),
        Half.of(Direction.INGRESS, ground),
        modes);
  }

  private Half half(Direction direction, Seen subject, Seen other, Protocol protocol, int port) {
    Pod pod = subject.pod();
    if (pod == null) {
      return Half.of(direction, Ground.NOT_A_POD);
    }
    List<Compiled> isolating = isolating(pod, direction);
    if (isolating.isEmpty()) {
      return Half.of(direction, Ground.NOT_ISOLATED);
    }
    List<NetworkPolicy> names = isolating.stream().map(Compiled::policy).toList();
    if (runs(other, pod) && exempt(direction)) {
      return new Half(direction, Ground.OWN_NODE, names, List.of(), List.of());
    }
    Seen destination = direction == Direction.INGRESS ? subject : other;
    ImmutableList.Builder<RuleRef> admitting = ImmutableList.builder();
    ImmutableList.Builder<Verdict.Miss> misses = ImmutableList.builder();
    boolean admitted = false;
    for (Compiled policy : isolating) {
      for (Compiled.Rule rule : policy.rules(direction)) {
        Optional<Verdict.Why> why = rule.misses(other, protocol, port, destination);
        if (why.isPresent()) {
          misses.add(new Verdict.Miss(rule.ref(), why.get()));
        } else {
          admitting.add(rule.ref());
          admitted = true;
        }
      }
    }
    return admitted
        ? new Half(direction, Ground.ADMITTED, names, admitting.build(), List.of())
        : new Half(direction, Ground.NO_RULE, names, List.of(), misses.build());
  }

  /** Whether {@code other} is the node that runs the pod. */
  private boolean runs(Seen other, Pod pod) {
    return other.pod() == null
        && !pod.node().isEmpty()
        && (pod.node().equals(other.node())
            || (other.ip() != null && nodes.containsEntry(pod.node(), other.ip())));
  }

  private boolean exempt(Direction direction) {
    return direction == Direction.INGRESS || modes.ownNode() == Modes.OwnNode.FROM_AND_TO;
  }

  private List<Compiled> isolating(Pod pod, Direction direction) {
    Isolation isolation = isolations.get(pod.namespace());
    return isolation == null ? List.of() : isolation.of(pod.labels()).in(direction);
  }

  /** The policies that isolate this pod in this direction, sorted by name. */
  public List<NetworkPolicy> selecting(Pod pod, Direction direction) {
    boolean isNode = pod.hostNetwork() && modes.hostNetwork() == Modes.HostNetwork.NODE;
    return isNode ? List.of() : isolating(pod, direction).stream().map(Compiled::policy).toList();
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
