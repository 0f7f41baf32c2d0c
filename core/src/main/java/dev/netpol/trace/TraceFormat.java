// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** The formats that can be read. The only list of them: a new format is one constant here. */
public enum TraceFormat {
  /** Our own JSON lines. */
  NETWORKTRACE(
      "networktrace",
      "JSON lines, version 1",
      NetworkTraceRecords::recognises,
      NetworkTraceRecords::new),
  /** Inspektor Gadget's {@code network-policy monitor} of 2020 and 2021. */
  INSPEKTOR_GADGET_2020(
      "inspektor-gadget-2020",
      "networktrace.log of Inspektor Gadget, 2020 to 2021",
      Gadget2020Records::recognises,
      Gadget2020Records::new),
  /** Inspektor Gadget's {@code advise network-policy monitor} of 2022 to 2025. */
  INSPEKTOR_GADGET(
      "inspektor-gadget",
      "networktrace.log of Inspektor Gadget, 2022 to 2025",
      GadgetRecords::recognises,
      GadgetRecords::new),
  /** The table of tcptracer, of BCC or libbpf-tools. */
  BCC_TCPTRACER(
      "bcc-tcptracer",
      "tcptracer of BCC and libbpf-tools",
      BccTracerRecords::recognises,
      BccTracerRecords::new),
  /** The table of tcpconnect, of BCC or libbpf-tools. */
  BCC_TCPCONNECT(
      "bcc-tcpconnect",
      "tcpconnect of BCC and libbpf-tools",
      BccConnectRecords::recognises,
      BccConnectRecords::new),
  /** The table of tcpstates, of BCC or libbpf-tools. */
  BCC_TCPSTATES(
      "bcc-tcpstates",
      "tcpstates of BCC and libbpf-tools",
      BccStatesRecords::recognises,
      BccStatesRecords::new),
  /** The table of tcplife, of BCC or libbpf-tools. */
  BCC_TCPLIFE(
      "bcc-tcplife",
      "tcplife of BCC and libbpf-tools",
      BccLifeRecords::recognises,
      BccLifeRecords::new),
  /** The tables of Inspektor Gadget's trace_tcp, and of trace tcpconnect before it. */
  INSPEKTOR_GADGET_COLUMNS(
      "inspektor-gadget-columns",
      "tables of Inspektor Gadget's trace_tcp and trace tcpconnect",
      GadgetColumnRecords::recognises,
      GadgetColumnRecords::new),
  /** Antrea's {@code np.log}. */
  ANTREA_AUDIT(
      "antrea-np-log", "np.log of Antrea", AntreaAuditRecords::recognises, AntreaAuditRecords::new),
  /** Lines of Antrea's flow aggregator. */
  ANTREA_FLOWS(
      "antrea-flows",
      "CSV of Antrea's flow aggregator",
      AntreaFlowRecords::recognises,
      AntreaFlowRecords::new),
  /** Log of the AWS network policy agent with directions: since 1.2.2. */
  AWS_NETWORK_POLICY(
      "aws-network-policy",
      "log of the AWS network policy agent",
      head -> AwsRecords.recognises(head, true),
      AwsRecords::directed),
  /** The same without directions: up to 1.2.1, and in CloudWatch. */
  AWS_CLOUDWATCH(
      "aws-cloudwatch",
      "log of the AWS network policy agent in CloudWatch or before 1.2.2",
      head -> AwsRecords.recognises(head, false),
      AwsRecords::undirected),
  /** Audit log of OVN's access control lists. */
  OVN_ACL("ovn-acl", "ACL audit log of OVN", OvnAclRecords::recognises, OvnAclRecords::new),
  /** Cilium's Hubble: {@code hubble observe -o jsonpb}, its exporter, and Retina. */
  HUBBLE(
      "hubble", "flows of Hubble or Retina, JSON", HubbleRecords::recognises, HubbleRecords::new),
  /** Tetragon's export log and {@code tetra getevents -o json}. */
  TETRAGON(
      "tetragon", "events of Tetragon, JSON", TetragonRecords::recognises, TetragonRecords::new),
  /** {@code tetra getevents -o compact}. */
  TETRA_COMPACT(
      "tetra-compact",
      "tetra getevents -o compact",
      TetraCompactRecords::recognises,
      limits -> new TetraCompactRecords()),
  /** Calico's flow logs: Felix's files, and what Goldmane tells. */
  CALICO("calico", "flow logs of Calico, JSON", CalicoRecords::recognises, CalicoRecords::new),
  /** Inspektor Gadget's {@code trace_tcp} as JSON. */
  INSPEKTOR_GADGET_TCP(
      "inspektor-gadget-tcp",
      "trace_tcp of Inspektor Gadget, JSON",
      GadgetTcpRecords::recognises,
      GadgetTcpRecords::new),
  /** Falco's alerts as JSON. */
  FALCO("falco", "alerts of Falco, JSON", FalcoRecords::recognises, FalcoRecords::new);

  private final String id;
  private final String title;
  private final Predicate<HeadLine> recogniser;
  private final Function<ReadLimits, RecordParser> parser;

  TraceFormat(
      String id,
      String title,
      Predicate<HeadLine> recogniser,
      Function<ReadLimits, RecordParser> parser) {
    this.id = id;
    this.title = title;
    this.recogniser = recogniser;
    this.parser = parser;
  }

  /** Whether the record is one of this format and of none before it. */
  boolean recognises(HeadLine head) {
    return recogniser.test(head);
  }

  RecordParser parser(ReadLimits limits) {
    return parser.apply(limits);
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
