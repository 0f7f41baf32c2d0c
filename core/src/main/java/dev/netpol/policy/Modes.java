// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;

/**
 * What we assume where the specification leaves a behaviour undefined. Belongs into every answer.
 *
 * @param ipBlock whether an ipBlock matches the addresses of pods
 * @param hostNetwork what a hostNetwork pod is
 * @param finishedPods whether a Succeeded or Failed pod still holds its address
 * @param selfViaService a pod that reaches itself through a Service
 * @param ownNode which traffic between a pod and the node that runs it no policy can cut
 */
public record Modes(
    IpBlocks ipBlock,
    HostNetwork hostNetwork,
    FinishedPods finishedPods,
    SelfViaService selfViaService,
    OwnNode ownNode) {

  public static final Modes DEFAULT =
      new Modes(
          IpBlocks.MATCH_PODS,
          HostNetwork.NODE,
          FinishedPods.RELEASED,
          SelfViaService.UNDEFINED,
          OwnNode.FROM);

  public enum IpBlocks {
    /** As the Kubernetes e2e test "should allow egress access to server in CIDR block" requires. */
    MATCH_PODS,
    /** As Cilium does: an ipBlock never matches a pod. */
    EXTERNAL_ONLY
  }

  public enum HostNetwork {
    /** It is its node: no selector matches it, no policy isolates it, an ipBlock can name it. */
    NODE,
    /** It is a pod like any other. */
    POD
  }

  public enum FinishedPods {
    /** They are no endpoints; another pod may have their address. */
    RELEASED,
    /** They keep their address. */
    KEPT
  }

  public enum SelfViaService {
    /** The answer is "undefined" where policies do not allow it anyway. */
    UNDEFINED,
    /** As through its own address. */
    ALLOWED,
    /** Judged as if the pod were another one: denied where no rule admits it. */
    DENIED
  }

  public enum OwnNode {
    /** From the node to its pods: the text of the API, which probes rely on. */
    FROM,
    /** Also from the pods to their node: the text of the documentation. */
    FROM_AND_TO
  }

  public Modes {
    Objects.requireNonNull(ipBlock, "ipBlock");
    Objects.requireNonNull(hostNetwork, "hostNetwork");
    Objects.requireNonNull(finishedPods, "finishedPods");
    Objects.requireNonNull(selfViaService, "selfViaService");
    Objects.requireNonNull(ownNode, "ownNode");
  }

  /**
   * These modes with one of them changed.
   *
   * @param name as {@link #toString} writes it, for example {@code ipBlock}
   * @param value for example {@code external-only}
   * @throws IllegalArgumentException naming the modes or values there are, if there is no such one
   */
  public Modes with(String name, String value) {
    return switch (name) {
      case "ipBlock" ->
          new Modes(
              chosen(IpBlocks.values(), value), hostNetwork, finishedPods, selfViaService, ownNode);
      case "hostNetwork" ->
          new Modes(
              ipBlock, chosen(HostNetwork.values(), value), finishedPods, selfViaService, ownNode);
      case "finishedPods" ->
          new Modes(
              ipBlock, hostNetwork, chosen(FinishedPods.values(), value), selfViaService, ownNode);
      case "selfViaService" ->
          new Modes(
              ipBlock, hostNetwork, finishedPods, chosen(SelfViaService.values(), value), ownNode);
      case "ownNode" ->
          new Modes(
              ipBlock, hostNetwork, finishedPods, selfViaService, chosen(OwnNode.values(), value));
      default ->
          throw new IllegalArgumentException(
              "a mode should be one of ipBlock, hostNetwork, finishedPods, selfViaService, ownNode:"
                  + " was "
                  + name);
    };
  }

  private static <E extends Enum<E>> E chosen(E[] values, String text) {
    return Arrays.stream(values)
        .filter(value -> text(value).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "should be "
                        + Arrays.stream(values).map(Modes::text).collect(joining(" or "))
                        + ": was "
                        + text));
  }

  /** For a report: {@code ipBlock=match-pods hostNetwork=node ...}. */
  @Override
  public String toString() {
    return "ipBlock="
        + text(ipBlock)
        + " hostNetwork="
        + text(hostNetwork)
        + " finishedPods="
        + text(finishedPods)
        + " selfViaService="
        + text(selfViaService)
        + " ownNode="
        + text(ownNode);
  }

  private static String text(Enum<?> mode) {
    return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
