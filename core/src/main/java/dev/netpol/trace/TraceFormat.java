// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** The formats that can be read. The only list of them: a new one is a constant with two cases. */
public enum TraceFormat {
  /** Our own JSON lines. */
  NETWORKTRACE("networktrace", "JSON lines, version 1"),
  /** Inspektor Gadget's {@code network-policy monitor} of 2020 and 2021. */
  INSPEKTOR_GADGET_2020(
      "inspektor-gadget-2020", "networktrace.log of Inspektor Gadget, 2020 to 2021"),
  /** Inspektor Gadget's {@code advise network-policy monitor} of 2022 to 2025. */
  INSPEKTOR_GADGET("inspektor-gadget", "networktrace.log of Inspektor Gadget, 2022 to 2025"),
  /** The table of tcptracer, of BCC or libbpf-tools. */
  BCC_TCPTRACER("bcc-tcptracer", "tcptracer of BCC and libbpf-tools"),
  /** The table of tcpconnect, of BCC or libbpf-tools. */
  BCC_TCPCONNECT("bcc-tcpconnect", "tcpconnect of BCC and libbpf-tools"),
  /** The table of tcpstates, of BCC or libbpf-tools. */
  BCC_TCPSTATES("bcc-tcpstates", "tcpstates of BCC and libbpf-tools"),
  /** The table of tcplife, of BCC or libbpf-tools. */
  BCC_TCPLIFE("bcc-tcplife", "tcplife of BCC and libbpf-tools"),
  /** The tables of Inspektor Gadget's trace_tcp, and of trace tcpconnect before it. */
  INSPEKTOR_GADGET_COLUMNS(
      "inspektor-gadget-columns", "tables of Inspektor Gadget's trace_tcp and trace tcpconnect"),
  /** Antrea's {@code np.log}. */
  ANTREA_AUDIT("antrea-np-log", "np.log of Antrea"),
  /** Lines of Antrea's flow aggregator. */
  ANTREA_FLOWS("antrea-flows", "CSV of Antrea's flow aggregator"),
  /** Log of the AWS network policy agent with directions: since 1.2.2. */
  AWS_NETWORK_POLICY("aws-network-policy", "log of the AWS network policy agent"),
  /** The same without directions: up to 1.2.1, and in CloudWatch. */
  AWS_CLOUDWATCH(
      "aws-cloudwatch", "log of the AWS network policy agent in CloudWatch or before 1.2.2"),
  /** Audit log of OVN's access control lists. */
  OVN_ACL("ovn-acl", "ACL audit log of OVN"),
  /** Cilium's Hubble: {@code hubble observe -o jsonpb}, its exporter, and Retina. */
  HUBBLE("hubble", "flows of Hubble or Retina, JSON"),
  /** Tetragon's export log and {@code tetra getevents -o json}. */
  TETRAGON("tetragon", "events of Tetragon, JSON"),
  /** {@code tetra getevents -o compact}. */
  TETRA_COMPACT("tetra-compact", "tetra getevents -o compact"),
  /** Calico's flow logs: Felix's files, and what Goldmane tells. */
  CALICO("calico", "flow logs of Calico, JSON"),
  /** GKE's {@code policy_action.log}, and what Cloud Logging made of it. */
  GKE_NETWORK_POLICY("gke-network-policy", "network policy log of GKE Dataplane V2, JSON"),
  /** Inspektor Gadget's {@code trace_tcp} as JSON. */
  INSPEKTOR_GADGET_TCP("inspektor-gadget-tcp", "trace_tcp of Inspektor Gadget, JSON"),
  /** Falco's alerts as JSON. */
  FALCO("falco", "alerts of Falco, JSON");

  private final String id;
  private final String title;

  TraceFormat(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /** Whether the record is one of this format and of none before it. */
  boolean recognises(HeadLine head) {
    return switch (this) {
      case NETWORKTRACE -> NetworkTraceRecords.recognises(head);
      case INSPEKTOR_GADGET_2020 -> Gadget2020Records.recognises(head);
      case INSPEKTOR_GADGET -> GadgetRecords.recognises(head);
      case BCC_TCPTRACER -> BccTracerRecords.recognises(head);
      case BCC_TCPCONNECT -> BccConnectRecords.recognises(head);
      case BCC_TCPSTATES -> BccStatesRecords.recognises(head);
      case BCC_TCPLIFE -> BccLifeRecords.recognises(head);
      case INSPEKTOR_GADGET_COLUMNS -> GadgetColumnRecords.recognises(head);
      case ANTREA_AUDIT -> AntreaAuditRecords.recognises(head);
      case ANTREA_FLOWS -> AntreaFlowRecords.recognises(head);
      case AWS_NETWORK_POLICY -> AwsRecords.recognises(head, true);
      case AWS_CLOUDWATCH -> AwsRecords.recognises(head, false);
      case OVN_ACL -> OvnAclRecords.recognises(head);
      case HUBBLE -> HubbleRecords.recognises(head);
      case TETRAGON -> TetragonRecords.recognises(head);
      case TETRA_COMPACT -> TetraCompactRecords.recognises(head);
      case CALICO -> CalicoRecords.recognises(head);
      case GKE_NETWORK_POLICY -> GkePolicyRecords.recognises(head);
      case INSPEKTOR_GADGET_TCP -> GadgetTcpRecords.recognises(head);
      case FALCO -> FalcoRecords.recognises(head);
    };
  }

  RecordParser parser(ReadLimits limits) {
    return switch (this) {
      case NETWORKTRACE -> new NetworkTraceRecords(limits);
      case INSPEKTOR_GADGET_2020 -> new Gadget2020Records(limits);
      case INSPEKTOR_GADGET -> new GadgetRecords(limits);
      case BCC_TCPTRACER -> new BccTracerRecords(limits);
      case BCC_TCPCONNECT -> new BccConnectRecords(limits);
      case BCC_TCPSTATES -> new BccStatesRecords(limits);
      case BCC_TCPLIFE -> new BccLifeRecords(limits);
      case INSPEKTOR_GADGET_COLUMNS -> new GadgetColumnRecords(limits);
      case ANTREA_AUDIT -> new AntreaAuditRecords(limits);
      case ANTREA_FLOWS -> new AntreaFlowRecords(limits);
      case AWS_NETWORK_POLICY -> AwsRecords.directed(limits);
      case AWS_CLOUDWATCH -> AwsRecords.undirected(limits);
      case OVN_ACL -> new OvnAclRecords(limits);
      case HUBBLE -> new HubbleRecords(limits);
      case TETRAGON -> new TetragonRecords(limits);
      case TETRA_COMPACT -> new TetraCompactRecords();
      case CALICO -> new CalicoRecords(limits);
      case GKE_NETWORK_POLICY -> new GkePolicyRecords(limits);
      case INSPEKTOR_GADGET_TCP -> new GadgetTcpRecords(limits);
      case FALCO -> new FalcoRecords(limits);
    };
  }

  /** As written on a command line. */
  public String id() {
    return id;
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** What it does not tell, and what that means; in the order of the constants. */
  public Set<TraceLimit> limits() {
    return FormatLimits.of(this);
  }

  /** The format of that id, or empty. */
  public static Optional<TraceFormat> of(String id) {
    return Arrays.stream(values()).filter(format -> format.id.equals(id)).findFirst();
  }
}
