// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.model.Protocol;
import dev.netpol.trace.Side;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which programs of {@code bpf/} see what. Each is named by its section. */
final class Programs {
  /** State changes of TCP sockets; one is enough, the best first. */
  static final List<String> TCP =
      List.of(
          "tp_btf/inet_sock_set_state",
          "raw_tp/inet_sock_set_state",
          "tp/sock/inet_sock_set_state",
          "kprobe/tcp_set_state");

  /** What an application asks for, which a socket-level load balancer may change. */
  private static final List<String> CONNECT = List.of("cgroup/connect4", "cgroup/connect6");

  private static final List<String> SENDMSG = List.of("cgroup/sendmsg4", "cgroup/sendmsg6");
  private static final List<String> RECVMSG = List.of("cgroup/recvmsg4", "cgroup/recvmsg6");

  /** That something was sent over a connected socket of UDP; without it a connect has to do. */
  static final String SENT = "tp_btf/sock_send_length";

  private static final List<String> EXEC =
      List.of(
          "tp_btf/sched_process_exec", "raw_tp/sched_process_exec", "tp/sched/sched_process_exec");
  private static final List<String> EXIT =
      List.of(
          "tp_btf/sched_process_exit", "raw_tp/sched_process_exit", "tp/sched/sched_process_exit");

  private Programs() {}

  /** What to attach: of each element one, the first that the kernel takes. */
  static List<List<String>> wanted(KernelOptions options) {
    List<List<String>> slots = new ArrayList<>();
    if (options.protocols().contains(Protocol.TCP)) {
      slots.add(options.hooks());
    }
    CONNECT.forEach(program -> slots.add(List.of(program)));
    if (options.protocols().contains(Protocol.UDP)) {
      SENDMSG.forEach(program -> slots.add(List.of(program)));
      RECVMSG.forEach(program -> slots.add(List.of(program)));
      slots.add(List.of(SENT));
    }
    if (options.processes()) {
      slots.add(EXEC);
      slots.add(EXIT);
    }
    return slots;
  }

  /** Programs of which at least one has to be attached for anything of that protocol to be seen. */
  static List<String> required(Protocol protocol, KernelOptions options) {
    if (protocol == Protocol.TCP) {
      return options.hooks();
    }
    List<String> any = new ArrayList<>(CONNECT);
    any.addAll(SENDMSG);
    any.addAll(RECVMSG);
    return any;
  }

  /** The hook for TCP among what is attached; without one, the first. */
  static String hook(List<String> attached, KernelOptions options) {
    return attached.stream().filter(options.hooks()::contains).findFirst().orElse(attached.get(0));
  }

  /** A protocol is covered on a side when all is attached that sees it there, of both families. */
  static Map<Side, Set<Protocol>> covers(List<String> attached, KernelOptions options) {
    Map<Side, Set<Protocol>> covers = new EnumMap<>(Side.class);
    for (Side side : Side.values()) {
      Set<Protocol> seen = EnumSet.noneOf(Protocol.class);
      if (options.protocols().contains(Protocol.TCP)
          && attached.stream().anyMatch(options.hooks()::contains)) {
        seen.add(Protocol.TCP);
      }
      if (options.protocols().contains(Protocol.UDP)
          && attached.containsAll(side == Side.CONNECT ? SENDMSG : RECVMSG)
          && attached.containsAll(CONNECT)) {
        seen.add(Protocol.UDP);
      }
      covers.put(side, seen);
    }
    return covers;
  }
}
