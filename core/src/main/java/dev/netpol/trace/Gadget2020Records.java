// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import com.fasterxml.jackson.databind.JsonNode;
import dev.netpol.model.Protocol;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Inspektor Gadget's {@code networktrace.log} of 2020 and 2021 (inspektor-gadget before cb5a5ce43:
 * gadget-container/gadgets/networkpolicyadvisor). Only TCP over IPv4; {@code port} is the remote
 * port of a connect and the local port of an accept. {@code debug} holds what the kernel reported,
 * with the local end first:
 *
 * <pre>{@code
 * <ns since boot> cpu#<n> <type> <pid> <comm> <saddr>:<sport> <daddr>:<dport> <netns>
 * }</pre>
 */
final class Gadget2020Records extends TreeRecords {

  private static final Set<String> CONNECTIONS = Set.of("connect", "accept");
  private static final Set<String> NO_CONNECTIONS = Set.of("ready", "close", "fd_install");

  // A comm may hold spaces and digits, so the end of the line decides.
  private static final Pattern DEBUG =
      Pattern.compile(
          "^(\\d{1,19}) cpu#\\s*\\d+ \\S+ (\\d{1,9}) (.*) ([0-9.]+):(\\d{1,5}) ([0-9.]+):(\\d{1,5})"
              + " \\d+\\s*$",
          Pattern.DOTALL);

  private final EventRecord event = new EventRecord(TraceFormat.INSPEKTOR_GADGET_2020);

  Gadget2020Records(ReadLimits limits) {
    super(limits);
  }

  static boolean recognises(HeadLine head) {
    LooseObject line = head.loose();
    return switch (line.text("type")) {
      case "connect", "accept" -> line.has("remote_kind");
      case "ready" -> !line.has("k8s", "node");
      default -> false;
    };
  }

  @Override
  boolean object(JsonNode object, byte[] bytes, int from, int to, RecordAt at, EventSink sink) {
    LooseObject line = LooseObject.of(object);
    String type = line.text("type");
    if (NO_CONNECTIONS.contains(type)) {
      skip(SkipReason.NOT_A_CONNECTION, bytes, from, to, at, sink);
      return true;
    }
    if (!CONNECTIONS.contains(type)) {
      skip(SkipReason.UNKNOWN_TYPE, bytes, from, to, at, sink);
      return false;
    }
    if (!fill(line, type.equals("connect") ? Side.CONNECT : Side.ACCEPT)) {
      skip(SkipReason.MALFORMED, bytes, from, to, at, sink);
      return true;
    }
    event.handOn(at, sink);
    return true;
  }

  private boolean fill(LooseObject line, Side side) {
    event.clear();
    event.side = side;
    event.protocol = Protocol.TCP;
    event.dport =
        line.number("port").filter(port -> port > 0 && port < 65536).orElse(0L).intValue();
    String pod = line.text("local_pod_name");
    event.text(Field.NAMESPACE, line.text("local_pod_namespace"));
    event.text(Field.POD, pod);
    event.text(Field.OWNER, line.text("local_pod_owner"));
    Gadget.labels(event, Field.LABELS, line.labels("local_pod_labels"));
    if (!pod.isEmpty()) {
      event.observerKind = Identity.Kind.POD;
    }
    String kind = line.text("remote_kind");
    event.peerKind = Gadget.kind(kind);
    String peer = event.peerKind == Identity.Kind.SERVICE ? "remote_svc_" : "remote_pod_";
    String name = line.text(peer + "name");
    event.text(Field.PEER_NAMESPACE, line.text(peer + "namespace"));
    event.text(Field.PEER_NAME, name);
    Gadget.labels(
        event, Field.PEER_LABELS, line.labels("remote_svc_label_selector", "remote_pod_labels"));
    debug(line.text("debug"));
    AddressSlot other = side == Side.CONNECT ? event.daddr : event.saddr;
    Gadget.address(event, other, line.text("remote_other"));
    return event.dport != 0 && (other.present || !name.isEmpty());
  }

  private void debug(String text) {
    Matcher debug = DEBUG.matcher(text);
    if (!debug.matches()) {
      return;
    }
    event.time = Gadget.time(Json.number(debug.group(1)));
    event.last = event.time;
    event.pid = Integer.parseInt(debug.group(2));
    event.text(Field.COMM, debug.group(3));
    boolean connect = event.side == Side.CONNECT;
    Gadget.address(event, connect ? event.saddr : event.daddr, debug.group(4));
    Gadget.address(event, connect ? event.daddr : event.saddr, debug.group(6));
    int port = Integer.parseInt(debug.group(connect ? 5 : 7));
    event.sport = port < 65536 ? port : 0;
  }
}
