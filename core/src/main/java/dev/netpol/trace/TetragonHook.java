// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

/**
 * What it means that a function of the kernel was called with a socket. The socket's own end is the
 * local one.
 */
enum TetragonHook {
  /** The process connects, or wants to. */
  CONNECT,
  /** The process was given a connection. */
  ACCEPT,
  /** A socket changes its state; from which one, and to which one, tells what happened. */
  STATE,
  /** Something is sent, received or closed: a connection is there, and its ports tell who began. */
  USE,
  NONE;

  // include/net/tcp_states.h
  private static final long ESTABLISHED = 1;
  private static final long CLOSE = 7;

  static TetragonHook of(String function) {
    return switch (function) {
      case "tcp_connect",
          "tcp_v4_connect",
          "tcp_v6_connect",
          "inet_stream_connect",
          "__ip4_datagram_connect",
          "__ip6_datagram_connect",
          "ip4_datagram_connect",
          "ip6_datagram_connect",
          "security_socket_connect",
          "bpf_lsm_socket_connect",
          "socket_connect" ->
          CONNECT;
      case "inet_csk_accept", "inet_accept" -> ACCEPT;
      case "tcp_set_state", "inet_sock_set_state" -> STATE;
      case "tcp_close", "tcp_sendmsg", "tcp_recvmsg", "tcp_cleanup_rbuf", "udp_sendmsg" -> USE;
      default -> NONE;
    };
  }

  /** Begins the event; whether there is one. */
  boolean fill(LogEvent event, String from, long to, boolean tcp, long local, long remote) {
    switch (this) {
      case CONNECT -> event.begin(Side.CONNECT);
      case ACCEPT -> {
        event.begin(Side.ACCEPT);
        event.record.outcome = Outcome.ESTABLISHED;
      }
      case STATE -> {
        boolean began = from.equals("TCP_SYN_SENT");
        if (!(began && (to == ESTABLISHED || to == CLOSE))
            && !(from.equals("TCP_SYN_RECV") && to == ESTABLISHED)) {
          return false;
        }
        event.begin(began ? Side.CONNECT : Side.ACCEPT);
        event.record.outcome = to == ESTABLISHED ? Outcome.ESTABLISHED : Outcome.ERROR;
      }
      case USE -> {
        boolean open =
            !from.equals("TCP_SYN_SENT")
                && !from.equals("TCP_CLOSE")
                && !from.equals("TCP_LISTEN")
                && !(tcp && (local == 0 || remote == 0));
        if (!open) {
          return false;
        }
        event.begin(Transport.clientFirst(local, remote) ? Side.CONNECT : Side.ACCEPT);
        if (!Transport.tell(tcp, local, remote)) {
          event.record.outcome = Outcome.UNCERTAIN;
        }
        event.record.count = 0;
        event.record.existing = true;
        event.record.uncertain = true;
      }
      case NONE -> {
        return false;
      }
    }
    return true;
  }
}
