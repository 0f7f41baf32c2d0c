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

  private Programs() {}

  /** What to attach: of each element one, the first that the kernel takes. */
  static List<List<String>> wanted(KernelOptions options) {
    List<List<String>> slots = new ArrayList<>();
    if (options.protocols().contains(Protocol.TCP)) {
      slots.add(options.hooks());
    }
    return slots;
  }

  /** Programs of which at least one has to be attached for anything of that protocol to be seen. */
  static List<String> required(Protocol protocol, KernelOptions options) {
    return protocol == Protocol.TCP ? options.hooks() : List.of();
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
      covers.put(side, seen);
    }
    return covers;
  }
}
