// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

/**
 * What a flow of Hubble's says of a connection. A flow is one packet, or one request, at one point
 * of its way. It is the initiator's unless it is a reply: {@code is_reply} is what connection
 * tracking knows, and is missing where that was not asked (drops, overlays); older versions leave
 * out a false {@code reply}, which is known wherever the direction is. The direction is the
 * connection's, of a reply, too (cilium, pkg/hubble/parser/threefour, decodeTrafficDirection).
 *
 * <p>A connection is counted once a side, where its first packet leaves or arrives. All else that
 * is seen of it counts as none, so that it is known and not multiplied: later packets, the verdict
 * of a policy on the same packet, requests within it.
 */
final class HubbleFlow {

  // cilium, pkg/monitor/api/types.go
  private static final long POLICY_VERDICT = 5;

  private final JsonValues<HubbleKey> values;

  HubbleFlow(JsonValues<HubbleKey> values) {
    this.values = values;
  }

  ShapedRecords.Verdict what() {
    if (values.has(HubbleKey.LOST) || values.has(HubbleKey.LOST_SOURCE)) {
      return ShapedRecords.Verdict.LOST;
    }
    if (!values.has(HubbleKey.VERDICT) && !values.has(HubbleKey.SOURCE_IP)) {
      return values.has(HubbleKey.NO_FLOW)
          ? ShapedRecords.Verdict.NOT_A_CONNECTION
          : ShapedRecords.Verdict.UNKNOWN;
    }
    if (values.has(HubbleKey.UNPORTED)) {
      return ShapedRecords.Verdict.OTHER_PROTOCOL;
    }
    if (protocol().isEmpty()) {
      // Dropped for being of a protocol that Cilium does not know.
      return values.has(HubbleKey.DROP_REASON)
          ? ShapedRecords.Verdict.OTHER_PROTOCOL
          : ShapedRecords.Verdict.MALFORMED;
    }
    // What a socket asked for is followed by the flows of what it got. An answer that was dropped
    // says nothing of the connection.
    boolean asked = values.text(HubbleKey.TYPE).equals("SOCK");
    return asked || (dropped() && isReply())
        ? ShapedRecords.Verdict.NOT_A_CONNECTION
        : ShapedRecords.Verdict.EVENT;
  }

  /** Empty where the flow has none. */
  String protocol() {
    if (values.has(HubbleKey.TCP_DESTINATION)) {
      return "TCP";
    }
    if (values.has(HubbleKey.UDP_DESTINATION)) {
      return "UDP";
    }
    return values.has(HubbleKey.SCTP_DESTINATION) ? "SCTP" : "";
  }

  private boolean tcp() {
    return values.has(HubbleKey.TCP_DESTINATION);
  }

  long sourcePort() {
    return values.number(
        HubbleKey.TCP_SOURCE,
        values.number(HubbleKey.UDP_SOURCE, values.number(HubbleKey.SCTP_SOURCE, 0)));
  }

  long destinationPort() {
    return values.number(
        HubbleKey.TCP_DESTINATION,
        values.number(HubbleKey.UDP_DESTINATION, values.number(HubbleKey.SCTP_DESTINATION, 0)));
  }

  private boolean directed() {
    String direction = values.text(HubbleKey.DIRECTION);
    return direction.equals("EGRESS") || direction.equals("INGRESS");
  }

  /** The first packet of a connection over TCP. */
  private boolean opens() {
    return values.isTrue(HubbleKey.SYN) && !values.isTrue(HubbleKey.ACK);
  }

  // Retina says false where it does not know.
  private boolean tracked() {
    boolean said = values.isFalse(HubbleKey.IS_REPLY) || directed();
    return said && !retina();
  }

  private boolean retina() {
    return values.text(HubbleKey.EXTENSION).contains("etina");
  }

  /** Whether the responder sent it. */
  boolean isReply() {
    if (opens()) {
      return false;
    }
    return values.isTrue(HubbleKey.IS_REPLY)
        || answers()
        || (!tracked() && Transport.clientFirst(destinationPort(), sourcePort()));
  }

  /** The second packet of a connection over TCP. */
  private boolean answers() {
    return values.isTrue(HubbleKey.SYN) && values.isTrue(HubbleKey.ACK);
  }

  /** Whether only the ports tell who began. */
  boolean uncertain() {
    return !(tracked() || values.isTrue(HubbleKey.IS_REPLY) || opens() || answers());
  }

  private boolean dropped() {
    String verdict = values.text(HubbleKey.VERDICT);
    return verdict.equals("DROPPED") || verdict.equals("ERROR");
  }

  Side side() {
    if (directed()) {
      boolean egress = values.text(HubbleKey.DIRECTION).equals("EGRESS");
      // Retina's is the packet's.
      return egress != (retina() && isReply()) ? Side.CONNECT : Side.ACCEPT;
    }
    boolean arrives =
        switch (values.text(HubbleKey.POINT)) {
          case "TO_ENDPOINT", "FROM_NETWORK", "FROM_OVERLAY", "FROM_HOST" -> true;
          // Only an endpoint of this node has a number.
          default -> values.has(HubbleKey.DESTINATION_ID) && !values.has(HubbleKey.SOURCE_ID);
        };
    return arrives == isReply() ? Side.CONNECT : Side.ACCEPT;
  }

  Outcome outcome() {
    if (values.has(HubbleKey.L7)) {
      // A proxy sees requests of connections that it has accepted, and may refuse those alone.
      return tcp() ? Outcome.ESTABLISHED : Outcome.ATTEMPTED;
    }
    String reason = values.text(HubbleKey.DROP_REASON);
    return switch (values.text(HubbleKey.VERDICT)) {
      case "DROPPED" ->
          reason.isEmpty() || reason.startsWith("POLICY_DEN") || reason.startsWith("AUTH_")
              ? Outcome.DENIED
              : Outcome.ERROR;
      case "ERROR" -> Outcome.ERROR;
      default ->
          uncertain() && !Transport.tell(tcp(), sourcePort(), destinationPort())
              ? Outcome.UNCERTAIN
              : Outcome.ATTEMPTED;
    };
  }

  /**
   * Retina has verdicts of its own for what is sent once more and for names that are asked for; to
   * Hubble's schema they are numbers without a name.
   */
  private boolean again() {
    String verdict = values.text(HubbleKey.VERDICT);
    return !verdict.isEmpty() && Character.isDigit(verdict.charAt(0));
  }

  /** 1 where the connection is counted, else 0. */
  int count() {
    if (isReply()) {
      return 0;
    }
    if (values.text(HubbleKey.VERDICT).equals("DROPPED") && !values.has(HubbleKey.L7)) {
      // A policy's verdict comes beside the drop.
      return values.number(HubbleKey.EVENT_TYPE, 0) == POLICY_VERDICT ? 0 : 1;
    }
    String point = values.text(HubbleKey.POINT);
    boolean elsewhere = point.startsWith("FROM_") || (!point.isEmpty() && !directed());
    if (elsewhere
        || again()
        || values.has(HubbleKey.L7)
        || values.number(HubbleKey.EVENT_TYPE, 0) == POLICY_VERDICT) {
      return 0;
    }
    boolean flags =
        values.has(HubbleKey.SYN) || values.has(HubbleKey.ACK) || values.has(HubbleKey.OTHER_FLAG);
    if (tcp() && flags) {
      return opens() ? 1 : 0;
    }
    String reason = values.text(HubbleKey.REASON);
    return reason.isEmpty() || reason.equals("NEW") || reason.equals("TRACE_REASON_UNKNOWN")
        ? 1
        : 0;
  }
}
