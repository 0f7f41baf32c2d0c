// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.model.Protocol;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fields of a line of text, put into an event. */
final class TextFields {

  private final EventRecord event;

  TextFields(EventRecord event) {
    this.event = event;
  }

  /** The number if it is one of a port, else -1. */
  static int port(String text) {
    int port = number(text, 5);
    return port < 65536 ? port : -1;
  }

  /** The number if it has at most so many digits and nothing else, else -1. */
  static int number(String text, int digits) {
    if (text.isEmpty() || text.length() > digits || digits > 9) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = 10 * value + digit;
    }
    return value;
  }

  /** Both ends, the initiator first; whether they are addresses and ports. */
  boolean ends(String saddr, int sport, String daddr, int dport) {
    event.saddr.present = false;
    event.daddr.present = false;
    event.sport = Math.max(0, sport);
    event.dport = Math.max(0, dport);
    return sport >= 0
        && dport > 0
        && Gadget.address(event, event.saddr, bare(saddr))
        && Gadget.address(event, event.daddr, bare(daddr));
  }

  /** Both ends as the side saw them that the tool ran on. */
  boolean ends(Side side, String local, int localPort, String remote, int remotePort) {
    event.side = side;
    return side == Side.CONNECT
        ? ends(local, localPort, remote, remotePort)
        : ends(remote, remotePort, local, localPort);
  }

  /**
   * Which side was local, judged by the ports, since nothing else tells: a client's is 32768 or
   * more, a server's less. Where that does not tell either, the lower port is taken for the
   * server's, and the connection is listed and makes no rule.
   */
  Side sideByPorts(int localPort, int remotePort) {
    event.uncertain = true;
    boolean tcp = event.protocol == Protocol.TCP;
    if (!Transport.tell(tcp, localPort, remotePort) && event.outcome != Outcome.DENIED) {
      event.outcome = Outcome.UNCERTAIN;
    }
    return Transport.clientFirst(localPort, remotePort) ? Side.CONNECT : Side.ACCEPT;
  }

  /** Why a connection of this protocol is none, or null. */
  @Nullable SkipReason protocol(String text) {
    Optional<Protocol> protocol = Protocol.tryParse(text);
    if (protocol.isEmpty()) {
      return text.isEmpty() ? SkipReason.MALFORMED : SkipReason.OTHER_PROTOCOL;
    }
    event.protocol = protocol.get();
    return null;
  }

  void time(String text) {
    event.time = Timestamps.parse(text);
    event.timeUnreadable = event.time == EventView.NO_TIME && !text.isEmpty();
    event.last = event.time;
  }

  /** A pod as {@code namespace/name}. */
  void observer(String pod) {
    int slash = pod.indexOf('/');
    if (slash > 0 && slash < pod.length() - 1) {
      observer(pod.substring(0, slash), pod.substring(slash + 1));
    }
  }

  void observer(String namespace, String pod) {
    if (!pod.isEmpty()) {
      event.text(Field.NAMESPACE, namespace);
      event.text(Field.POD, pod);
      event.observerKind = Identity.Kind.POD;
    }
  }

  void peer(Identity.Kind kind, String namespace, String name) {
    if (!name.isEmpty()) {
      event.peerKind = kind;
      event.text(Field.PEER_NAMESPACE, namespace);
      event.text(Field.PEER_NAME, name);
    }
  }

  /** An IPv6 address may stand in brackets. */
  private static String bare(String address) {
    boolean brackets = address.startsWith("[") && address.endsWith("]");
    return brackets ? address.substring(1, address.length() - 1) : address;
  }
}
