// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import static dev.netpol.trace.HubbleEnd.Keys.DESTINATION;
import static dev.netpol.trace.HubbleEnd.Keys.SOURCE;

import java.io.IOException;
import java.util.Optional;

/**
 * Flows of Cilium's Hubble as JSON lines: what {@code hubble observe -o jsonpb} and the exporter
 * write (cilium, api/v1/flow/flow.proto), with the envelope or without it, and what Retina writes
 * in the same words. What a flow says of a connection is {@link HubbleFlow}'s.
 *
 * <p>The log has no processes, and outcomes only where a proxy answers. Pods are named with those
 * of their labels that make an identity.
 */
final class HubbleRecords extends ShapedRecords<HubbleKey> {

  private static final String KUBERNETES = "k8s:";

  private final HubbleFlow flow = new HubbleFlow(values);

  HubbleRecords(ReadLimits limits) {
    super(TraceFormat.HUBBLE, HubbleKey.SHAPE, HubbleRecords::label, limits);
  }

  static boolean recognises(HeadLine head) {
    var flow = head.has("flow") ? head.json().path("flow") : head.json();
    boolean named = head.has("node_name") || head.has("nodeName") || head.has("flow");
    return (flow.has("verdict") && (flow.has("IP") || flow.has("l4") || flow.has("source")))
        || (named && (head.has("lost_events") || head.has("node_status")))
        || (head.has("lostEvents") || head.has("agent_event") || head.has("debug_event"));
  }

  /** What Cilium adds to a pod's labels, and those of other sources, are no labels of the pod. */
  private static Optional<String> label(String written) {
    String key = written.startsWith(KUBERNETES) ? written.substring(KUBERNETES.length()) : written;
    boolean own = !key.startsWith("io.cilium.k8s.") && !key.equals("io.kubernetes.pod.namespace");
    return own && key.indexOf(':') < 0 ? Optional.of(key) : Optional.empty();
  }

  @Override
  Verdict fill() throws IOException {
    Verdict what = flow.what();
    if (what != Verdict.EVENT) {
      return what;
    }
    event.begin(flow.side());
    event.protocol(flow.protocol());
    event.time(values.text(HubbleKey.TIME));
    event.record.outcome = flow.outcome();
    event.record.count = flow.count();
    event.record.uncertain = flow.uncertain();
    String node = values.text(HubbleKey.NODE);
    node = node.substring(node.lastIndexOf('/') + 1);
    event.record.text(Field.NODE, node);
    boolean reply = flow.isReply();
    long source = flow.sourcePort();
    long destination = flow.destinationPort();
    HubbleEnd initiator = new HubbleEnd(values, reply ? DESTINATION : SOURCE);
    HubbleEnd responder = new HubbleEnd(values, reply ? SOURCE : DESTINATION);
    event.initiator(initiator.address(), reply ? destination : source);
    event.responder(responder.address(), reply ? source : destination);
    initiator(initiator, node);
    responder(responder, node);
    return Verdict.EVENT;
  }

  private void initiator(HubbleEnd end, String node) throws IOException {
    byte[] labels = labels(end.keys().labels());
    Identity id = end.identity(node, labels);
    if (id.kind() != Identity.Kind.NONE) {
      event.initiator(id.kind(), id.namespace(), id.name());
    }
    if (id.kind() == Identity.Kind.POD) {
      event.initiatorLabels(labels);
      event.initiatorOwner(end.ownerKind(), end.owner());
    }
  }

  private void responder(HubbleEnd end, String node) throws IOException {
    byte[] labels = labels(end.keys().labels());
    Identity id = end.identity(node, labels);
    String service = end.service();
    boolean named = id.kind() == Identity.Kind.POD || id.kind() == Identity.Kind.HOST;
    if (!named && !service.isEmpty()) {
      event.responder(Identity.Kind.SERVICE, end.serviceNamespace(), service);
    } else if (id.kind() != Identity.Kind.NONE) {
      event.responder(id.kind(), id.namespace(), id.name());
    } else if (!end.lookedUp().isEmpty()) {
      event.responder(Identity.Kind.OTHER, "", end.lookedUp());
    }
    if (id.kind() == Identity.Kind.POD) {
      event.responderLabels(labels);
      event.responderOwner(end.ownerKind(), end.owner());
    }
  }

  @Override
  LostRecord lost(Place at) {
    String node = values.text(HubbleKey.NODE);
    return new LostRecord(
        Timestamps.parse(values.text(HubbleKey.TIME)),
        node.substring(node.lastIndexOf('/') + 1),
        values.text(HubbleKey.LOST_SOURCE),
        Math.max(0, values.number(HubbleKey.LOST, 0)),
        at);
  }
}
