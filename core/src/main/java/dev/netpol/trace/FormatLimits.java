// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import static dev.netpol.trace.TraceLimit.AGGREGATED;
import static dev.netpol.trace.TraceLimit.AS_CONFIGURED;
import static dev.netpol.trace.TraceLimit.AT_THE_END;
import static dev.netpol.trace.TraceLimit.DENIALS_ONLY;
import static dev.netpol.trace.TraceLimit.ESTABLISHED_ONLY;
import static dev.netpol.trace.TraceLimit.LOW_UDP;
import static dev.netpol.trace.TraceLimit.NO_ACCEPTS;
import static dev.netpol.trace.TraceLimit.NO_CLOCK;
import static dev.netpol.trace.TraceLimit.NO_IPV6;
import static dev.netpol.trace.TraceLimit.NO_LABELS;
import static dev.netpol.trace.TraceLimit.NO_NODE;
import static dev.netpol.trace.TraceLimit.NO_OUTCOMES;
import static dev.netpol.trace.TraceLimit.NO_PODS;
import static dev.netpol.trace.TraceLimit.NO_PROCESS;
import static dev.netpol.trace.TraceLimit.NO_SIDE;
import static dev.netpol.trace.TraceLimit.NO_UDP;
import static dev.netpol.trace.TraceLimit.ONE_SIDE;
import static dev.netpol.trace.TraceLimit.POLICED_ONLY;
import static dev.netpol.trace.TraceLimit.RATE_LIMITED;
import static dev.netpol.trace.TraceLimit.SIDE_BY_PORTS;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** Which format lacks what. */
final class FormatLimits {
  private FormatLimits() {}

  static Set<TraceLimit> of(TraceFormat format) {
    return switch (format) {
      case NETWORKTRACE -> Set.of();
      case INSPEKTOR_GADGET_2020 -> some(NO_UDP, NO_IPV6, NO_OUTCOMES, NO_CLOCK, NO_NODE);
      case INSPEKTOR_GADGET -> some(LOW_UDP, NO_OUTCOMES, NO_IPV6);
      case INSPEKTOR_GADGET_COLUMNS -> some(NO_UDP, NO_OUTCOMES, NO_LABELS, NO_CLOCK);
      case BCC_TCPCONNECT -> some(NO_UDP, NO_ACCEPTS, NO_OUTCOMES, NO_PODS, NO_CLOCK, NO_NODE);
      case BCC_TCPTRACER -> some(NO_UDP, ESTABLISHED_ONLY, NO_PODS, NO_CLOCK, NO_NODE);
      case BCC_TCPSTATES -> some(NO_UDP, NO_PROCESS, NO_PODS, NO_CLOCK, NO_NODE);
      case BCC_TCPLIFE ->
          some(NO_UDP, NO_OUTCOMES, SIDE_BY_PORTS, AT_THE_END, NO_PODS, NO_CLOCK, NO_NODE);
      case ANTREA_AUDIT -> some(POLICED_ONLY, DENIALS_ONLY, NO_LABELS, NO_PROCESS, NO_NODE);
      case ANTREA_FLOWS -> some(ONE_SIDE, DENIALS_ONLY, NO_LABELS, NO_PROCESS);
      case AWS_NETWORK_POLICY -> some(POLICED_ONLY, DENIALS_ONLY, NO_PODS, NO_PROCESS, NO_NODE);
      case AWS_CLOUDWATCH -> some(POLICED_ONLY, NO_SIDE, DENIALS_ONLY, NO_PODS, NO_PROCESS);
      case OVN_ACL -> some(POLICED_ONLY, RATE_LIMITED, DENIALS_ONLY, NO_PODS, NO_PROCESS, NO_NODE);
      case HUBBLE -> some(DENIALS_ONLY, NO_PROCESS);
      case TETRAGON -> some(NO_OUTCOMES, AS_CONFIGURED);
      case TETRA_COMPACT -> some(NO_OUTCOMES, NO_LABELS, NO_CLOCK, NO_NODE, AS_CONFIGURED);
      case CALICO -> some(DENIALS_ONLY, NO_NODE, AGGREGATED, NO_PROCESS);
      case GKE_NETWORK_POLICY ->
          some(POLICED_ONLY, RATE_LIMITED, DENIALS_ONLY, NO_LABELS, NO_PROCESS);
      case INSPEKTOR_GADGET_TCP -> some(NO_UDP);
      case FALCO -> some(NO_OUTCOMES, NO_LABELS, AS_CONFIGURED);
    };
  }

  private static Set<TraceLimit> some(TraceLimit first, TraceLimit... others) {
    return Collections.unmodifiableSet(EnumSet.of(first, others));
  }
}
