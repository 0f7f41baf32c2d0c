// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

/**
 * What a format does not tell, and what that means for advice. {@code docs/formats.md} has the same
 * words: a test compares them.
 */
public enum TraceLimit {
  /** Only TCP. */
  NO_UDP("UDP is not seen", "it stays open by an assumed rule"),
  /** TCP, and of UDP the ports below 1024. */
  LOW_UDP("of UDP only what goes to ports below 1024 is seen", "it stays open by an assumed rule"),
  /** Only the initiator's side. */
  NO_ACCEPTS("accepts are not seen", "only egress is advised"),
  /** Whether a connection came about. */
  NO_OUTCOMES("how an attempt ended is not told", "one that failed makes a rule like any other"),
  /** Verdicts of policies, and nothing else about outcomes. */
  DENIALS_ONLY(
      "of failures only denials are told",
      "an attempt that was refused or timed out makes a rule like any other"),
  /** Nothing that failed. */
  ESTABLISHED_ONLY("attempts that failed are not seen", "none is listed for review"),
  /** Addresses only. */
  NO_PODS("pods are not named", "a snapshot of the time of the log is needed"),
  /** Names without labels. */
  NO_LABELS("labels are not told", "a snapshot is needed for what selectors are made of"),
  /** No time, or one that counts from the start of the tool. */
  NO_CLOCK(
      "there is no time of day",
      "an address that changed hands is taken for whoever has it in the snapshot"),
  /** No node. */
  NO_NODE(
      "nodes are not named", "what one node shows counts for all, so take the logs of all nodes"),
  /** The initiator is a guess. */
  SIDE_BY_PORTS(
      "who began is judged by the ports",
      "where both are below 32768, or neither, the connection is listed and makes no rule"),
  /** A record at the end of a connection. */
  AT_THE_END("a connection is logged when it ends", "one that stays open is not seen"),
  /** Records of policies that exist. */
  POLICED_ONLY(
      "only what a policy that logs decides is logged",
      "other workloads look as if they had no traffic"),
  /** One record for both sides. */
  ONE_SIDE(
      "a connection between pods is read as its client's",
      "ingress is advised only on nodes that a client without a pod reached"),
  /** No direction. */
  NO_SIDE(
      "which side logged a line is not told",
      "each is read as the client's, and only egress is advised"),
  /** What is above a rate is dropped. */
  RATE_LIMITED("lines above a rate are dropped without a word", "raise the rate while you record"),
  /** IPv4. */
  NO_IPV6("IPv6 is not seen", "what needs it would be cut"),
  /** No process. */
  NO_PROCESS("processes are not named", "the evidence is addresses and times"),
  /** Records that stand for many connections. */
  AGGREGATED(
      "a line may stand for all pods of a workload",
      "they are told by the beginning of their names and by their labels"),
  /** What is seen depends on a rule that somebody writes. */
  AS_CONFIGURED(
      "what is seen depends on how the tool was set up",
      "with the set-up of docs/formats.md, TCP connects only, and only egress is advised");

  private final String lacks;
  private final String means;

  TraceLimit(String lacks, String means) {
    this.lacks = lacks;
    this.means = means;
  }

  /** What is missing, as a clause. */
  public String lacks() {
    return lacks;
  }

  /** What follows for the advice, as a clause. */
  public String means() {
    return means;
  }
}
