// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.io.IOException;
import java.util.Optional;

/**
 * JSON lines of Inspektor Gadget's {@code trace_tcp} (inspektor-gadget, gadgets/trace_tcp): of 2024
 * with {@code pid} and {@code comm} in the record, since then in {@code proc}. {@code src} is the
 * end that saw it: the client of a connect, the server of an accept.
 */
final class GadgetTcpRecords extends ShapedRecords<GadgetTcpRecords.Key> {

  enum Key {
    TYPE,
    TIME,
    NANOS,
    ERROR,
    ERROR_NAME,
    NODE,
    NAMESPACE,
    POD,
    LABELS,
    OWNER,
    OWNER_KIND,
    HOST_NETWORK,
    CONTAINER,
    PID,
    COMM,
    EXE,
    PROTOCOL,
    PROTOCOL_NAME,
    ADDRESS,
    PORT,
    PEER_ADDRESS,
    PEER_PORT,
    PEER_KIND,
    PEER_NAMESPACE,
    PEER_NAME,
    PEER_LABELS
  }

  static final JsonShape<Key> SHAPE =
      new JsonShape<>(Key.class)
          .anyCase()
          .value(Key.TYPE, "type")
          .value(Key.TIME, "timestamp")
          .value(Key.NANOS, "timestamp_raw")
          .value(Key.ERROR, "error_raw")
          .value(Key.ERROR_NAME, "error")
          .value(Key.NODE, "k8s/node")
          .value(Key.NAMESPACE, "k8s/namespace")
          .value(Key.POD, "k8s/podname")
          .raw(Key.LABELS, "k8s/podlabels")
          .value(Key.OWNER, "k8s/owner/name")
          .value(Key.OWNER_KIND, "k8s/owner/kind")
          .value(Key.HOST_NETWORK, "k8s/hostnetwork")
          .value(Key.CONTAINER, "runtime/containerid")
          .value(Key.PID, "pid", "proc/pid")
          .value(Key.COMM, "comm", "proc/comm")
          .value(Key.EXE, "exepath", "proc/exepath")
          .value(Key.PROTOCOL, "src/proto_raw", "dst/proto_raw")
          .value(Key.PROTOCOL_NAME, "src/proto", "dst/proto")
          .value(Key.ADDRESS, "src/addr")
          .value(Key.PORT, "src/port")
          .value(Key.PEER_ADDRESS, "dst/addr")
          .value(Key.PEER_PORT, "dst/port")
          .value(Key.PEER_KIND, "dst/k8s/kind")
          .value(Key.PEER_NAMESPACE, "dst/k8s/namespace")
          .value(Key.PEER_NAME, "dst/k8s/name")
          .raw(Key.PEER_LABELS, "dst/k8s/labels");

  GadgetTcpRecords(ReadLimits limits) {
    super(TraceFormat.INSPEKTOR_GADGET_TCP, SHAPE, Optional::of, limits);
  }

  static boolean recognises(HeadLine head) {
    LooseObject line = head.loose();
    return switch (line.text("type")) {
      case "connect", "accept", "close" -> line.object("src").has("addr") && line.has("dst");
      default -> false;
    };
  }

  @Override
  Verdict fill() throws IOException {
    switch (values.text(Key.TYPE)) {
      case "connect" -> event.begin(Side.CONNECT);
      case "accept" -> {
        event.begin(Side.ACCEPT);
        event.record.outcome = Outcome.ESTABLISHED;
      }
      case "close" -> {
        return Verdict.NOT_A_CONNECTION;
      }
      default -> {
        return Verdict.UNKNOWN;
      }
    }
    EventRecord record = event.record;
    String address = values.text(Key.ADDRESS);
    String peer = values.text(Key.PEER_ADDRESS);
    if (record.side == Side.CONNECT) {
      event.initiator(address, values.number(Key.PORT, 0));
      event.responder(peer, values.number(Key.PEER_PORT, 0));
    } else {
      event.initiator(peer, values.number(Key.PEER_PORT, 0));
      event.responder(address, values.number(Key.PORT, 0));
    }
    long number = values.number(Key.PROTOCOL, values.number(Key.PROTOCOL_NAME, 6));
    String name = values.text(Key.PROTOCOL_NAME);
    boolean named = !name.isEmpty() && !Character.isDigit(name.charAt(0));
    event.protocol(named ? name : number == 6 ? "TCP" : Long.toString(number));
    if (values.has(Key.ERROR)) {
      event.result(values.number(Key.ERROR, 0));
    } else if (!values.text(Key.ERROR_NAME).isEmpty()) {
      event.result(values.text(Key.ERROR_NAME));
    }
    long nanos = values.number(Key.NANOS, EventView.NO_TIME);
    record.time = Gadget.time(Optional.of(nanos));
    if (record.time == EventView.NO_TIME) {
      event.time(values.text(Key.TIME));
    }
    record.text(Field.NODE, values.text(Key.NODE));
    event.process(values.number(Key.PID, 0), values.text(Key.COMM), values.text(Key.EXE));
    event.container(values.text(Key.CONTAINER));
    observer(values.text(Key.POD));
    peer(values.text(Key.PEER_NAME));
    return Verdict.EVENT;
  }

  private void observer(String pod) throws IOException {
    event.record.hostNetwork = values.isTrue(Key.HOST_NETWORK);
    if (!pod.isEmpty()) {
      event.observer(Identity.Kind.POD, values.text(Key.NAMESPACE), pod);
      event.record.text(Field.LABELS, labels(Key.LABELS));
      event.observerOwner(values.text(Key.OWNER_KIND), values.text(Key.OWNER));
    }
  }

  private void peer(String name) throws IOException {
    Identity.Kind kind = Gadget.kind(values.text(Key.PEER_KIND));
    if (!name.isEmpty() && kind != Identity.Kind.OTHER) {
      event.record.peerKind = kind;
      event.record.text(Field.PEER_NAMESPACE, values.text(Key.PEER_NAMESPACE));
      event.record.text(Field.PEER_NAME, name);
      event.record.text(Field.PEER_LABELS, labels(Key.PEER_LABELS));
    }
  }
}
