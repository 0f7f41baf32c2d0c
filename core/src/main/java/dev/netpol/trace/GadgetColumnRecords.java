// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.model.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * Columns of Inspektor Gadget (gadgets/trace_tcp; before 2025, docs/gadgets/builtin/trace/
 * tcpconnect.md):
 *
 * <pre>{@code
 * K8S.NODE K8S.NAMESPACE K8S.PODNAME K8S.CONTAINERNAME SRC DST COMM PID TID UID GID TYPE
 * K8S.NODE K8S.NAMESPACE K8S.PODNAME K8S.CONTAINERNAME PID COMM IP SRC DST [LATENCY]
 * }</pre>
 *
 * <p>Without Kubernetes there is one column before these, the container. SRC and DST are {@code
 * p/namespace/pod:port}, {@code s/namespace/service:port}, {@code r/address:port} or {@code
 * address:port}. SRC is the local end: of an accept, the server's.
 */
final class GadgetColumnRecords extends TextRecords {

  private final TextFields fields = new TextFields(event);
  private final GadgetEnd local = new GadgetEnd();
  private final GadgetEnd remote = new GadgetEnd();

  GadgetColumnRecords(ReadLimits limits) {
    super(TraceFormat.INSPEKTOR_GADGET_COLUMNS);
  }

  static boolean recognises(HeadLine head) {
    return recognises(head, GadgetColumnRecords::new);
  }

  @Override
  @Nullable SkipReason line(String line) {
    Columns row = Columns.of(line);
    if (BccRecords.hasAll(row, "SRC", "DST", "PID", "COMM")) {
      return SkipReason.NOT_A_CONNECTION;
    }
    int src = 0;
    while (src + 1 < row.size() && !(local.read(row.at(src)) && remote.read(row.at(src + 1)))) {
      src++;
    }
    if (src + 1 >= row.size()) {
      return SkipReason.NOT_A_RECORD;
    }
    String type = type(row, src);
    if (type.isEmpty()) {
      return SkipReason.MALFORMED;
    }
    if (type.equals("close")) {
      return SkipReason.NOT_A_CONNECTION;
    }
    event.protocol = Protocol.TCP;
    event.side = type.equals("accept") ? Side.ACCEPT : Side.CONNECT;
    GadgetEnd server = event.side == Side.ACCEPT ? local : remote;
    GadgetEnd client = event.side == Side.ACCEPT ? remote : local;
    event.dport = server.port;
    event.sport = client.port;
    Gadget.address(event, event.saddr, client.address);
    Gadget.address(event, event.daddr, server.address);
    fields.peer(remote.kind, remote.namespace, remote.name);
    return server.port > 0 ? null : SkipReason.MALFORMED;
  }

  /** What happened, with who it was; empty if the row is neither of the two. */
  private String type(Columns row, int src) {
    int last = row.size() - 1;
    boolean process = numbers(row, last - 4, last);
    if (process && last - 4 > src + 2) {
      pods(row, src);
      process(row.at(last - 4), row.between(src + 2, last - 4));
      return switch (row.at(last)) {
        case "connect", "accept", "close" -> row.at(last);
        default -> "";
      };
    }
    int pid = TextFields.number(row.at(4), 9) >= 0 ? 4 : 1;
    if (pid < src - 2 && BccRecords.family(row.at(src - 1)) && numbers(row, pid, pid + 1)) {
      pods(row, pid);
      process(row.at(pid), row.between(pid + 1, src - 1));
      return "connect";
    }
    return "";
  }

  private static boolean numbers(Columns row, int from, int to) {
    for (int i = from; i < to; i++) {
      if (TextFields.number(row.at(i), 9) < 0) {
        return false;
      }
    }
    return true;
  }

  private void process(String pid, String comm) {
    event.pid = Math.max(0, TextFields.number(pid, 9));
    event.text(Field.COMM, comm);
  }

  /** The columns before: all four, or something that names no pod. */
  private void pods(Columns row, int behind) {
    if (behind == 4) {
      event.text(Field.NODE, row.at(0));
      fields.observer(row.at(1), row.at(2));
    } else if (local.kind == Identity.Kind.POD) {
      fields.observer(local.namespace, local.name);
    }
  }
}
