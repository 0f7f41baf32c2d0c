// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

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

  // cilium, pkg/identity/numericidentity.go
  private static final long HOST = 1;
  private static final long REMOTE_NODE = 6;

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
    event.initiator(values.text(HubbleKey.SOURCE_IP), flow.sourcePort());
    event.responder(values.text(HubbleKey.DESTINATION_IP), flow.destinationPort());
    source(node);
    destination(node);
    return Verdict.EVENT;
  }

  private void source(String node) throws IOException {
    String pod = values.text(HubbleKey.SOURCE_POD);
    if (!pod.isEmpty()) {
      String namespace = values.text(HubbleKey.SOURCE_NAMESPACE);
      event.initiator(Identity.Kind.POD, namespace, pod);
      event.initiatorLabels(labels(HubbleKey.SOURCE_LABELS));
      event.initiatorOwner(
          values.text(HubbleKey.SOURCE_KIND), values.text(HubbleKey.SOURCE_WORKLOAD));
      return;
    }
    long identity = values.number(HubbleKey.SOURCE_IDENTITY, 0);
    if (isNode(identity, HubbleKey.SOURCE_LABELS)) {
      event.initiator(Identity.Kind.HOST, "", identity == REMOTE_NODE ? "" : node);
    }
  }

  private void destination(String node) throws IOException {
    String pod = values.text(HubbleKey.DESTINATION_POD);
    if (!pod.isEmpty()) {
      String namespace = values.text(HubbleKey.DESTINATION_NAMESPACE);
      event.responder(Identity.Kind.POD, namespace, pod);
      event.responderLabels(labels(HubbleKey.DESTINATION_LABELS));
      event.responderOwner(
          values.text(HubbleKey.DESTINATION_KIND), values.text(HubbleKey.DESTINATION_WORKLOAD));
      return;
    }
    long identity = values.number(HubbleKey.DESTINATION_IDENTITY, 0);
    String service = values.text(HubbleKey.SERVICE_NAME);
    String name = values.text(HubbleKey.DESTINATION_NAME);
    if (isNode(identity, HubbleKey.DESTINATION_LABELS)) {
      event.responder(Identity.Kind.HOST, "", identity == REMOTE_NODE ? "" : node);
    } else if (!service.isEmpty()) {
      String namespace = values.text(HubbleKey.SERVICE_NAMESPACE);
      event.responder(Identity.Kind.SERVICE, namespace, service);
    } else if (!name.isEmpty()) {
      event.responder(Identity.Kind.OTHER, "", name);
    }
  }

  /** Whether it is this node or another one. A mask of fields may have left the labels only. */
  private boolean isNode(long identity, HubbleKey labels) {
    return identity == HOST
        || identity == REMOTE_NODE
        || (identity == 0 && values.written(labels).contains("\"reserved:host\""));
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
