// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

/**
 * What a flow of Hubble's says of a connection. A flow is one packet, or one request, at one point
 * of its way. It is the initiator's unless it is a reply: {@code is_reply} is what connection
 * tracking knows, and is missing where that was not asked (drops, overlays); older versions leave
 * out a false {@code reply}, which is known wherever the direction is.
 *
 * <p>A connection is counted once a side, where its first packet leaves or arrives. All else that
 * is seen of it counts as none, so that it is known and not multiplied: later packets, the verdict
 * of a policy on the same packet, requests within it.
 */
final class HubbleFlow {

  /** What is read of a flow. */
  enum Key {
    TIME,
    NODE,
    VERDICT,
    DROP_REASON,
    TYPE,
    EVENT_TYPE,
    DIRECTION,
    POINT,
    REASON,
    IS_REPLY,
    EXTENSION,
    L7,
    SOURCE_IP,
    DESTINATION_IP,
    TCP_SOURCE,
    TCP_DESTINATION,
    SYN,
    ACK,
    OTHER_FLAG,
    UDP_SOURCE,
    UDP_DESTINATION,
    SCTP_SOURCE,
    SCTP_DESTINATION,
    ICMP,
    SOURCE_ID,
    SOURCE_NAMESPACE,
    SOURCE_POD,
    SOURCE_LABELS,
    SOURCE_IDENTITY,
    SOURCE_WORKLOAD,
    SOURCE_KIND,
    DESTINATION_ID,
    DESTINATION_NAMESPACE,
    DESTINATION_POD,
    DESTINATION_LABELS,
    DESTINATION_IDENTITY,
    DESTINATION_WORKLOAD,
    DESTINATION_KIND,
    DESTINATION_NAME,
    SERVICE_NAMESPACE,
    SERVICE_NAME,
    LOST,
    LOST_SOURCE,
    NO_FLOW
  }

  static final JsonShape<Key> SHAPE = shape();

  // cilium, pkg/monitor/api/types.go
  private static final long POLICY_VERDICT = 5;

  private final JsonValues<Key> values;

  HubbleFlow(JsonValues<Key> values) {
    this.values = values;
  }

  private static JsonShape<Key> shape() {
    JsonShape<Key> shape = new JsonShape<>(Key.class);
    shape.value(Key.LOST, "lost_events/num_events_lost");
    shape.value(Key.LOST_SOURCE, "lost_events/source");
    shape.raw(Key.NO_FLOW, "node_status", "agent_event", "debug_event");
    for (String flow : new String[] {"", "flow/"}) {
      shape.value(Key.TIME, flow + "time");
      shape.value(Key.NODE, flow + "node_name");
      shape.value(Key.VERDICT, flow + "verdict");
      shape.value(Key.DROP_REASON, flow + "drop_reason_desc");
      shape.value(Key.TYPE, flow + "Type", flow + "type");
      shape.value(Key.EVENT_TYPE, flow + "event_type/type");
      shape.value(Key.DIRECTION, flow + "traffic_direction");
      shape.value(Key.POINT, flow + "trace_observation_point");
      shape.value(Key.REASON, flow + "trace_reason");
      shape.value(Key.IS_REPLY, flow + "is_reply", flow + "reply");
      shape.value(Key.EXTENSION, flow + "extensions/@type");
      shape.raw(Key.L7, flow + "l7");
      shape.value(Key.SOURCE_IP, flow + "IP/source", flow + "ip/source");
      shape.value(Key.DESTINATION_IP, flow + "IP/destination", flow + "ip/destination");
      shape.value(Key.TCP_SOURCE, flow + "l4/TCP/source_port");
      shape.value(Key.TCP_DESTINATION, flow + "l4/TCP/destination_port");
      shape.value(Key.SYN, flow + "l4/TCP/flags/SYN");
      shape.value(Key.ACK, flow + "l4/TCP/flags/ACK");
      for (String flag : new String[] {"FIN", "RST", "PSH"}) {
        shape.value(Key.OTHER_FLAG, flow + "l4/TCP/flags/" + flag);
      }
      shape.value(Key.UDP_SOURCE, flow + "l4/UDP/source_port");
      shape.value(Key.UDP_DESTINATION, flow + "l4/UDP/destination_port");
      shape.value(Key.SCTP_SOURCE, flow + "l4/SCTP/source_port");
      shape.value(Key.SCTP_DESTINATION, flow + "l4/SCTP/destination_port");
      shape.raw(Key.ICMP, flow + "l4/ICMPv4", flow + "l4/ICMPv6");
      shape.value(Key.SOURCE_ID, flow + "source/ID");
      shape.value(Key.SOURCE_NAMESPACE, flow + "source/namespace");
      shape.value(Key.SOURCE_POD, flow + "source/pod_name");
      shape.raw(Key.SOURCE_LABELS, flow + "source/labels");
      shape.value(Key.SOURCE_IDENTITY, flow + "source/identity");
      shape.value(Key.SOURCE_WORKLOAD, flow + "source/workloads/name");
      shape.value(Key.SOURCE_KIND, flow + "source/workloads/kind");
      shape.value(Key.DESTINATION_ID, flow + "destination/ID");
      shape.value(Key.DESTINATION_NAMESPACE, flow + "destination/namespace");
      shape.value(Key.DESTINATION_POD, flow + "destination/pod_name");
      shape.raw(Key.DESTINATION_LABELS, flow + "destination/labels");
      shape.value(Key.DESTINATION_IDENTITY, flow + "destination/identity");
      shape.value(Key.DESTINATION_WORKLOAD, flow + "destination/workloads/name");
      shape.value(Key.DESTINATION_KIND, flow + "destination/workloads/kind");
      shape.value(Key.DESTINATION_NAME, flow + "destination_names");
      shape.value(Key.SERVICE_NAMESPACE, flow + "destination_service/namespace");
      shape.value(Key.SERVICE_NAME, flow + "destination_service/name");
    }
    return shape;
  }

  ShapedRecords.Verdict what() {
    if (values.has(Key.LOST) || values.has(Key.LOST_SOURCE)) {
      return ShapedRecords.Verdict.LOST;
    }
    if (!values.has(Key.VERDICT) && !values.has(Key.SOURCE_IP)) {
      return values.has(Key.NO_FLOW)
          ? ShapedRecords.Verdict.NOT_A_CONNECTION
          : ShapedRecords.Verdict.UNKNOWN;
    }
    if (values.has(Key.ICMP)) {
      return ShapedRecords.Verdict.OTHER_PROTOCOL;
    }
    if (protocol().isEmpty()) {
      // Dropped for being of a protocol that Cilium does not know.
      return values.has(Key.DROP_REASON)
          ? ShapedRecords.Verdict.OTHER_PROTOCOL
          : ShapedRecords.Verdict.MALFORMED;
    }
    // What a socket asked for is followed by the flows of what it got.
    boolean asked = values.text(Key.TYPE).equals("SOCK");
    return asked || isReply() || !knownInitiator()
        ? ShapedRecords.Verdict.NOT_A_CONNECTION
        : ShapedRecords.Verdict.EVENT;
  }

  /** Empty where the flow has none. */
  String protocol() {
    if (values.has(Key.TCP_DESTINATION)) {
      return "TCP";
    }
    if (values.has(Key.UDP_DESTINATION)) {
      return "UDP";
    }
    return values.has(Key.SCTP_DESTINATION) ? "SCTP" : "";
  }

  private boolean tcp() {
    return values.has(Key.TCP_DESTINATION);
  }

  long sourcePort() {
    return values.number(
        Key.TCP_SOURCE, values.number(Key.UDP_SOURCE, values.number(Key.SCTP_SOURCE, 0)));
  }

  long destinationPort() {
    return values.number(
        Key.TCP_DESTINATION,
        values.number(Key.UDP_DESTINATION, values.number(Key.SCTP_DESTINATION, 0)));
  }

  private boolean directed() {
    String direction = values.text(Key.DIRECTION);
    return direction.equals("EGRESS") || direction.equals("INGRESS");
  }

  /** The first packet of a connection over TCP. */
  private boolean opens() {
    return values.isTrue(Key.SYN) && !values.isTrue(Key.ACK);
  }

  // Retina says false where it does not know.
  private boolean tracked() {
    boolean said = values.isFalse(Key.IS_REPLY) || directed();
    return said && !values.text(Key.EXTENSION).contains("etina");
  }

  private boolean isReply() {
    if (opens()) {
      return false;
    }
    return values.isTrue(Key.IS_REPLY)
        || (values.isTrue(Key.SYN) && values.isTrue(Key.ACK))
        || (!tracked() && Transport.clientFirst(destinationPort(), sourcePort()));
  }

  /** Of a datagram, a doubt is left; of a segment in the middle, nothing but the ports tells. */
  private boolean knownInitiator() {
    return tracked() || opens() || !tcp() || Transport.clientFirst(sourcePort(), destinationPort());
  }

  boolean uncertain() {
    return !tracked() && !opens();
  }

  Side side() {
    if (directed()) {
      return values.text(Key.DIRECTION).equals("EGRESS") ? Side.CONNECT : Side.ACCEPT;
    }
    boolean arrives =
        switch (values.text(Key.POINT)) {
          case "TO_ENDPOINT", "FROM_NETWORK", "FROM_OVERLAY", "FROM_HOST" -> true;
          // Only an endpoint of this node has a number.
          default -> values.has(Key.DESTINATION_ID) && !values.has(Key.SOURCE_ID);
        };
    return arrives ? Side.ACCEPT : Side.CONNECT;
  }

  Outcome outcome() {
    String reason = values.text(Key.DROP_REASON);
    return switch (values.text(Key.VERDICT)) {
      case "DROPPED" ->
          reason.isEmpty() || reason.startsWith("POLICY_DEN") || reason.startsWith("AUTH_")
              ? Outcome.DENIED
              : Outcome.ERROR;
      case "ERROR" -> Outcome.ERROR;
      // A proxy sees requests of connections that it has accepted.
      default -> values.has(Key.L7) && tcp() ? Outcome.ESTABLISHED : Outcome.ATTEMPTED;
    };
  }

  /**
   * Retina has verdicts of its own for what is sent once more and for names that are asked for; to
   * Hubble's schema they are numbers without a name.
   */
  private boolean again() {
    String verdict = values.text(Key.VERDICT);
    return !verdict.isEmpty() && Character.isDigit(verdict.charAt(0));
  }

  /** 1 where the connection is counted, else 0. */
  int count() {
    if (values.text(Key.VERDICT).equals("DROPPED")) {
      // A policy's verdict comes beside the drop.
      return values.number(Key.EVENT_TYPE, 0) == POLICY_VERDICT ? 0 : 1;
    }
    String point = values.text(Key.POINT);
    boolean elsewhere = point.startsWith("FROM_") || (!point.isEmpty() && !directed());
    if (elsewhere
        || again()
        || values.has(Key.L7)
        || values.number(Key.EVENT_TYPE, 0) == POLICY_VERDICT) {
      return 0;
    }
    boolean flags = values.has(Key.SYN) || values.has(Key.ACK) || values.has(Key.OTHER_FLAG);
    if (tcp() && flags) {
      return opens() ? 1 : 0;
    }
    String reason = values.text(Key.REASON);
    return reason.isEmpty() || reason.equals("NEW") || reason.equals("TRACE_REASON_UNKNOWN")
        ? 1
        : 0;
  }
}
