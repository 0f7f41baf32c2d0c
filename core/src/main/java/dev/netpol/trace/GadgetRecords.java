// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.netpol.model.Labels;
import dev.netpol.model.Protocol;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Inspektor Gadget's {@code networktrace.log} of 2022 to 2025, in its six wire shapes (see
 * inspektor-gadget, pkg/gadgets/trace/network/types, at every change of the JSON tags): {@code
 * pkt_type} became {@code pktType}, {@code remote_*} became {@code remote*} and then {@code dst},
 * node, namespace and pod moved into {@code k8s}.
 *
 * <p>The peer is {@code dst} in both directions, and {@code port} is always the server's. The log
 * knows no outcomes.
 */
final class GadgetRecords extends TreeRecords {

  private static final Set<String> REMARKS =
      Set.of("debug", "info", "warn", "err", "error", "ready");

  private final EventRecord event = new EventRecord(TraceFormat.INSPEKTOR_GADGET);

  GadgetRecords(ReadLimits limits) {
    super(limits);
  }

  static boolean recognises(HeadLine head) {
    LooseObject line = head.loose();
    return line.has("pktType", "pkt_type")
        || (line.has("type") && line.has("k8s", "node") && line.has("message"));
  }

  @Override
  boolean object(JsonNode object, byte[] bytes, int from, int to, RecordAt at, EventSink sink) {
    LooseObject line = LooseObject.of(object);
    LooseObject k8s = line.object("k8s");
    String type = line.text("type");
    if (REMARKS.contains(type)) {
      remark(line, k8s, bytes, from, to, at, sink);
      return true;
    }
    if (!type.equals("normal")) {
      skip(SkipReason.UNKNOWN_TYPE, bytes, from, to, at, sink);
      return false;
    }
    SkipReason reason = fill(line, k8s);
    if (reason != null) {
      skip(reason, bytes, from, to, at, sink);
      return true;
    }
    event.handOn(at, sink);
    return true;
  }

  private static void remark(
      LooseObject line,
      LooseObject k8s,
      byte[] bytes,
      int from,
      int to,
      RecordAt at,
      EventSink sink) {
    long lost = lostIn(line.text("message"));
    if (lost > 0) {
      String node = either(k8s, line, "node");
      sink.lost(new LostRecord(EventView.NO_TIME, node, "perf", lost, at.place()));
    } else {
      skip(SkipReason.NOT_A_CONNECTION, bytes, from, to, at, sink);
    }
  }

  private static String either(LooseObject inner, LooseObject outer, String... keys) {
    String text = inner.text(keys);
    return text.isEmpty() ? outer.text(keys) : text;
  }

  private @Nullable SkipReason fill(LooseObject line, LooseObject k8s) {
    event.clear();
    switch (line.text("pktType", "pkt_type").toUpperCase(Locale.ROOT)) {
      case "OUTGOING" -> event.side = Side.CONNECT;
      case "HOST" -> event.side = Side.ACCEPT;
      case "BROADCAST", "MULTICAST", "OTHERHOST", "LOOPBACK" -> {
        return SkipReason.NOT_A_CONNECTION;
      }
      default -> {
        return SkipReason.MALFORMED;
      }
    }
    String proto = line.text("proto");
    Optional<Protocol> protocol = Protocol.tryParse(proto);
    if (protocol.isEmpty()) {
      return proto.isEmpty() ? SkipReason.MALFORMED : SkipReason.OTHER_PROTOCOL;
    }
    event.protocol = protocol.get();
    event.dport =
        line.number("port").filter(port -> port > 0 && port < 65536).orElse(0L).intValue();
    if (event.dport == 0) {
      return SkipReason.MALFORMED;
    }
    event.time = Gadget.time(line.number("timestamp"));
    event.last = event.time;
    event.pid =
        line.number("pid").filter(pid -> pid > 0 && pid == pid.intValue()).orElse(0L).intValue();
    event.text(Field.COMM, line.text("comm"));
    observer(line, k8s);
    return peer(line) ? null : SkipReason.MALFORMED;
  }

  private void observer(LooseObject line, LooseObject k8s) {
    event.text(Field.NODE, either(k8s, line, "node"));
    event.text(Field.NAMESPACE, either(k8s, line, "namespace"));
    String pod = either(k8s, line, "podName", "pod");
    event.text(Field.POD, pod);
    event.text(Field.CONTAINER, line.object("runtime").text("containerId"));
    event.text(Field.OWNER, line.text("podOwner"));
    Gadget.labels(event, Field.LABELS, line.labels("podLabels"));
    Gadget.address(event, event.observerAddress, line.text("podIP"));
    Gadget.address(event, event.hostAddress, line.text("podHostIP"));
    event.hostNetwork =
        k8s.first("hostNetwork").asBoolean(line.first("hostNetwork").asBoolean(false));
    if (!pod.isEmpty()) {
      event.observerKind = Identity.Kind.POD;
    } else if (event.hostNetwork) {
      event.observerKind = Identity.Kind.HOST;
    }
    AddressSlot own = event.side == Side.CONNECT ? event.saddr : event.daddr;
    Gadget.address(event, own, line.text("podIP"));
  }

  /** Whether the record says anything of the other end. */
  private boolean peer(LooseObject line) {
    LooseObject dst = line.object("dst");
    String kind = dst.text("kind");
    String address = dst.text("addr");
    String namespace = dst.text("namespace");
    String name = dst.text("name", "podName");
    Labels labels = dst.labels("podLabels");
    if (!line.has("dst")) {
      kind = line.text("remoteKind", "remote_kind");
      address = line.text("remoteAddr", "remoteOther", "remote_other", "ip");
      namespace =
          line.text(
              "remoteNamespace",
              "remoteServiceNamespace",
              "remotePodNamespace",
              "remote_svc_namespace",
              "remote_pod_namespace");
      name =
          line.text(
              "remoteName",
              "remoteServiceName",
              "remotePodName",
              "remote_svc_name",
              "remote_pod_name");
      labels =
          line.labels(
              "remoteLabels",
              "remoteServiceLabelSelector",
              "remotePodLabels",
              "remote_svc_label_selector",
              "remote_pod_labels");
    }
    event.peerKind = Gadget.kind(kind);
    event.text(Field.PEER_NAMESPACE, namespace);
    event.text(Field.PEER_NAME, name);
    Gadget.labels(event, Field.PEER_LABELS, labels);
    AddressSlot other = event.side == Side.CONNECT ? event.daddr : event.saddr;
    return Gadget.address(event, other, address) || !name.isEmpty();
  }
}
