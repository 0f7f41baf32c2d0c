// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Tetragon's export log and {@code tetra getevents -o json} (tetragon, api/v1/tetragon/events.proto
 * and tetragon.proto), as its field names are or as protojson spells them. A connection is a hook
 * of a tracing policy; which one, {@link TetragonHook} tells, or a socket event of Isovalent's
 * build. Every event names its program, so that what started and ended adds nothing; arguments are
 * not read, since they often hold passwords.
 */
final class TetragonRecords extends ShapedRecords<TetragonRecords.Key> {

  enum Key {
    TIME,
    NODE,
    FUNCTION,
    ACTION,
    STATE,
    NEW_STATE,
    FAMILY,
    PROTOCOL,
    KIND,
    SADDR,
    SPORT,
    DADDR,
    DPORT,
    ASKED_FAMILY,
    ASKED_ADDR,
    ASKED_PORT,
    NAMESPACE,
    POD,
    LABELS,
    WORKLOAD,
    WORKLOAD_KIND,
    CONTAINER,
    DOCKER,
    BINARY,
    PID,
    CONNECT_ADDR,
    CONNECT_PORT,
    ACCEPT_ADDR,
    ACCEPT_PORT,
    DESTINATION_NAME,
    LOST,
    THROTTLE,
    NO_CONNECTION
  }

  static final JsonShape<Key> SHAPE = shape();

  TetragonRecords(ReadLimits limits) {
    super(TraceFormat.TETRAGON, SHAPE, Optional::of, limits);
  }

  private static JsonShape<Key> shape() {
    JsonShape<Key> shape = new JsonShape<>(Key.class);
    shape.value(Key.TIME, "time");
    shape.value(Key.NODE, "node_name");
    shape.value(Key.LOST, "rate_limit_info/number_of_dropped_process_events");
    shape.value(Key.THROTTLE, "process_throttle/type");
    shape.raw(
        Key.NO_CONNECTION,
        "process_exec",
        "process_exit",
        "process_loader",
        "process_uprobe",
        "process_usdt",
        "process_listen",
        "process_close",
        "process_sockstats",
        "process_dns",
        "process_http",
        "test");
    for (String event : new String[] {"process_kprobe/", "process_lsm/", "process_tracepoint/"}) {
      shape.value(Key.FUNCTION, event + "function_name", event + "event");
      shape.value(Key.ACTION, event + "action");
      shape.value(Key.NEW_STATE, event + "args/int_arg");
      for (String sock : new String[] {"args/sock_arg/", "return/sock_arg/"}) {
        shape.value(Key.FAMILY, event + sock + "family");
        shape.value(Key.KIND, event + sock + "type");
        shape.value(Key.PROTOCOL, event + sock + "protocol");
        shape.value(Key.SADDR, event + sock + "saddr");
        shape.value(Key.SPORT, event + sock + "sport");
        shape.value(Key.DADDR, event + sock + "daddr");
        shape.value(Key.DPORT, event + sock + "dport");
        shape.value(Key.STATE, event + sock + "state");
      }
      shape.value(Key.ASKED_FAMILY, event + "args/sockaddr_arg/family");
      shape.value(Key.ASKED_ADDR, event + "args/sockaddr_arg/addr");
      shape.value(Key.ASKED_PORT, event + "args/sockaddr_arg/port");
      process(shape, event);
    }
    shape.value(Key.CONNECT_ADDR, "process_connect/destination_ip");
    shape.value(Key.ACCEPT_ADDR, "process_accept/destination_ip");
    shape.value(Key.CONNECT_PORT, "process_connect/destination_port");
    shape.value(Key.ACCEPT_PORT, "process_accept/destination_port");
    for (String event : new String[] {"process_connect/", "process_accept/"}) {
      shape.value(Key.PROTOCOL, event + "protocol");
      shape.value(Key.SADDR, event + "source_ip");
      shape.value(Key.SPORT, event + "source_port");
      shape.value(Key.DESTINATION_NAME, event + "destination_names");
      process(shape, event);
    }
    return shape;
  }

  private static void process(JsonShape<Key> shape, String event) {
    shape.value(Key.BINARY, event + "process/binary");
    shape.value(Key.PID, event + "process/pid");
    shape.value(Key.DOCKER, event + "process/docker");
    shape.value(Key.NAMESPACE, event + "process/pod/namespace");
    shape.value(Key.POD, event + "process/pod/name");
    shape.raw(Key.LABELS, event + "process/pod/pod_labels");
    shape.value(Key.WORKLOAD, event + "process/pod/workload");
    shape.value(Key.WORKLOAD_KIND, event + "process/pod/workload_kind");
    shape.value(Key.CONTAINER, event + "process/pod/container/id");
  }

  static boolean recognises(HeadLine head) {
    JsonNode json = head.json();
    boolean event = false;
    for (var names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next().toLowerCase(Locale.ROOT);
      event |= name.startsWith("process_") || name.equals("rate_limit_info");
      event |= name.startsWith("process") && json.path("time").isTextual();
    }
    return event && (head.has("node_name") || head.has("nodeName") || head.has("time"));
  }

  @Override
  Verdict fill() throws IOException {
    if (values.has(Key.LOST)) {
      return Verdict.LOST;
    }
    if (values.has(Key.THROTTLE)) {
      return throttles() ? Verdict.LOST : Verdict.NOT_A_CONNECTION;
    }
    boolean connect = values.has(Key.CONNECT_PORT) || values.has(Key.CONNECT_ADDR);
    boolean accept = values.has(Key.ACCEPT_PORT) || values.has(Key.ACCEPT_ADDR);
    if (!connect && !accept && !values.has(Key.FUNCTION)) {
      return values.has(Key.NO_CONNECTION) ? Verdict.NOT_A_CONNECTION : Verdict.UNKNOWN;
    }
    TetragonHook hook =
        connect
            ? TetragonHook.CONNECT
            : accept ? TetragonHook.ACCEPT : TetragonHook.of(values.text(Key.FUNCTION));
    String family = values.text(Key.FAMILY) + values.text(Key.ASKED_FAMILY);
    if (hook == TetragonHook.NONE || (!family.isEmpty() && !family.contains("AF_INET"))) {
      return Verdict.NOT_A_CONNECTION;
    }
    long local = values.number(Key.SPORT, 0);
    long remote =
        values.number(
            Key.DPORT,
            values.number(
                Key.ASKED_PORT,
                values.number(Key.CONNECT_PORT, values.number(Key.ACCEPT_PORT, 0))));
    boolean tcp = !protocol().equals("UDP");
    String from = values.text(Key.STATE);
    return hook.fill(event, from, values.number(Key.NEW_STATE, -1), tcp, local, remote)
        ? filled(local, remote)
        : Verdict.NOT_A_CONNECTION;
  }

  private Verdict filled(long local, long remote) throws IOException {
    EventRecord record = event.record;
    String address =
        values.text(Key.DADDR) + values.text(Key.CONNECT_ADDR) + values.text(Key.ACCEPT_ADDR);
    String asked = values.text(Key.ASKED_ADDR);
    boolean none = address.isEmpty() || LogEvent.isUnspecified(address);
    String peer = none && !asked.isEmpty() ? asked : address;
    if (record.side == Side.CONNECT) {
      event.initiator(values.text(Key.SADDR), local);
      event.responder(peer, remote == 0 ? values.number(Key.ASKED_PORT, 0) : remote);
    } else {
      event.initiator(peer, remote);
      event.responder(values.text(Key.SADDR), local);
    }
    event.protocol(protocol());
    if (record.protocol == dev.netpol.model.Protocol.UDP) {
      // It may have been the answer, or nothing may have been sent.
      record.uncertain = true;
    }
    String action = values.text(Key.ACTION);
    if (action.endsWith("_OVERRIDE")
        || action.endsWith("_SIGKILL")
        || action.endsWith("_NOTIFYENFORCER")) {
      record.outcome = Outcome.DENIED;
    }
    event.time(values.text(Key.TIME));
    record.text(Field.NODE, values.text(Key.NODE));
    String exe = values.text(Key.BINARY);
    event.process(values.number(Key.PID, 0), "", exe);
    String container = values.text(Key.CONTAINER);
    event.container(container.isEmpty() ? values.text(Key.DOCKER) : container);
    String pod = values.text(Key.POD);
    if (!pod.isEmpty()) {
      event.observer(Identity.Kind.POD, values.text(Key.NAMESPACE), pod);
      record.text(Field.LABELS, labels(Key.LABELS));
      event.observerOwner(values.text(Key.WORKLOAD_KIND), values.text(Key.WORKLOAD));
    } else if (!(record.side == Side.CONNECT ? record.saddr : record.daddr).present) {
      // Of the node, or of a pod that Tetragon does not know yet: an address would tell.
      event.observer(Identity.Kind.HOST, "", "");
    }
    String name = values.text(Key.DESTINATION_NAME);
    if (record.side == Side.CONNECT && !name.isEmpty()) {
      event.responder(Identity.Kind.OTHER, "", name);
    }
    return Verdict.EVENT;
  }

  private String protocol() {
    String protocol = values.text(Key.PROTOCOL);
    if (!protocol.isEmpty()) {
      return protocol.substring(protocol.lastIndexOf('_') + 1);
    }
    String kind = values.text(Key.KIND);
    boolean datagrams = kind.equals("SOCK_DGRAM") || values.text(Key.FUNCTION).contains("udp");
    return datagrams ? "UDP" : "TCP";
  }

  /** Whether events of a cgroup begin to be thrown away; that they no longer are is no loss. */
  private boolean throttles() {
    return values.text(Key.THROTTLE).equals("THROTTLE_START");
  }

  @Override
  LostRecord lost(Place at) {
    // How many a throttle takes is told nowhere: one at least.
    return new LostRecord(
        Timestamps.parse(values.text(Key.TIME)),
        values.text(Key.NODE),
        throttles() ? "throttle" : "rate_limit",
        throttles() ? 1 : Math.max(0, values.number(Key.LOST, 0)),
        at);
  }
}
