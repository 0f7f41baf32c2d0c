// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * The network policy log of GKE's Dataplane V2 (cloud.google.com, Use network policy logging): the
 * nodes' {@code policy_action.log}, or entries of Cloud Logging, which hold such a record as their
 * {@code jsonPayload}. A record is a connection that a policy admitted, or those that one denied in
 * some seconds, as the end sees it whose policy it is. The initiator is always the source.
 */
final class GkePolicyRecords extends ShapedRecords<GkePolicyRecords.Key> {

  enum Key {
    TIME,
    NODE,
    DISPOSITION,
    COUNT,
    DIRECTION,
    PROTOCOL,
    SOURCE_IP,
    SOURCE_PORT,
    DESTINATION_IP,
    DESTINATION_PORT,
    SOURCE_POD,
    SOURCE_NAMESPACE,
    SOURCE_NODE,
    SOURCE_KIND,
    SOURCE_OWNER,
    DESTINATION_POD,
    DESTINATION_NAMESPACE,
    DESTINATION_NODE,
    DESTINATION_KIND,
    DESTINATION_OWNER
  }

  private static final String PAYLOAD = "jsonPayload";

  static final JsonShape<Key> SHAPE =
      new JsonShape<>(Key.class)
          .value(Key.TIME, paths("timestamp"))
          .value(Key.NODE, paths("node_name"))
          .value(Key.NODE, "resource/labels/node_name")
          .value(Key.DISPOSITION, paths("disposition"))
          .value(Key.COUNT, paths("count"))
          .value(Key.DIRECTION, paths("connection/direction"))
          .value(Key.PROTOCOL, paths("connection/protocol"))
          .value(Key.SOURCE_IP, paths("connection/src_ip"))
          .value(Key.SOURCE_PORT, paths("connection/src_port"))
          .value(Key.DESTINATION_IP, paths("connection/dest_ip"))
          .value(Key.DESTINATION_PORT, paths("connection/dest_port"))
          .value(Key.SOURCE_POD, paths("src/pod_name"))
          .value(Key.SOURCE_NAMESPACE, paths("src/pod_namespace"))
          .value(Key.SOURCE_NODE, paths("src/node_name"))
          .value(Key.SOURCE_KIND, paths("src/workload_kind"))
          .value(Key.SOURCE_OWNER, paths("src/workload_name"))
          .value(Key.DESTINATION_POD, paths("dest/pod_name"))
          .value(Key.DESTINATION_NAMESPACE, paths("dest/pod_namespace"))
          .value(Key.DESTINATION_NODE, paths("dest/node_name"))
          .value(Key.DESTINATION_KIND, paths("dest/workload_kind"))
          .value(Key.DESTINATION_OWNER, paths("dest/workload_name"));

  GkePolicyRecords(ReadLimits limits) {
    super(TraceFormat.GKE_NETWORK_POLICY, SHAPE, Optional::of, limits);
  }

  /** As the node writes it, and as an entry of Cloud Logging has it. */
  private static String[] paths(String path) {
    return new String[] {path, PAYLOAD + "/" + path};
  }

  static boolean recognises(HeadLine head) {
    var record = head.has(PAYLOAD) ? head.json().path(PAYLOAD) : head.json();
    return record.has("disposition") && record.path("connection").isObject();
  }

  @Override
  Verdict fill() throws IOException {
    String direction = values.text(Key.DIRECTION).toLowerCase(Locale.ROOT);
    String disposition = values.text(Key.DISPOSITION).toLowerCase(Locale.ROOT);
    if (direction.isEmpty() && disposition.isEmpty()) {
      return Verdict.UNKNOWN;
    }
    boolean egress = direction.equals("egress");
    boolean denied = disposition.equals("deny");
    if ((!egress && !direction.equals("ingress")) || (!denied && !disposition.equals("allow"))) {
      return Verdict.MALFORMED;
    }
    event.begin(egress ? Side.CONNECT : Side.ACCEPT);
    event.protocol(values.text(Key.PROTOCOL));
    event.time(values.text(Key.TIME));
    event.record.outcome = denied ? Outcome.DENIED : Outcome.ATTEMPTED;
    event.record.count = Math.max(1, values.number(Key.COUNT, 1));
    event.record.text(Field.NODE, values.text(Key.NODE));
    event.initiator(values.text(Key.SOURCE_IP), values.number(Key.SOURCE_PORT, 0));
    event.responder(values.text(Key.DESTINATION_IP), values.number(Key.DESTINATION_PORT, 0));
    Identity source = end(Key.SOURCE_POD, Key.SOURCE_NAMESPACE, Key.SOURCE_NODE);
    event.initiator(source.kind(), source.namespace(), source.name());
    Identity destination =
        end(Key.DESTINATION_POD, Key.DESTINATION_NAMESPACE, Key.DESTINATION_NODE);
    event.responder(destination.kind(), destination.namespace(), destination.name());
    if (source.kind() == Identity.Kind.POD) {
      event.initiatorOwner(values.text(Key.SOURCE_KIND), values.text(Key.SOURCE_OWNER));
    }
    if (destination.kind() == Identity.Kind.POD) {
      event.responderOwner(values.text(Key.DESTINATION_KIND), values.text(Key.DESTINATION_OWNER));
    }
    return Verdict.EVENT;
  }

  /** A pod, a node, or what is outside. */
  private Identity end(Key pod, Key namespace, Key node) {
    if (values.has(pod)) {
      return Identity.pod(values.text(namespace), values.text(pod), "");
    }
    return values.has(node)
        ? new Identity(Identity.Kind.HOST, "", values.text(node), "")
        : new Identity(Identity.Kind.OTHER, "", "", "");
  }
}
