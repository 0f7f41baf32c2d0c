// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Alerts of Falco as JSON, {@code json_output: true} (falco.org, Supported Fields). A record has
 * the fields that its rule prints, and no others: without {@code fd.name}, or {@code fd.cip} and
 * the like, it is no connection to us. {@code fd.cip:fd.cport} is the client and {@code
 * fd.sip:fd.sport} the server, whoever was watched; {@link FalcoEnds} finds that out.
 */
final class FalcoRecords extends ShapedRecords<FalcoRecords.Key> {

  enum Key {
    TIME,
    NODE,
    RULE,
    EVENT,
    NANOS,
    RESULT,
    RESULT_NAME,
    NAME,
    PROTOCOL,
    CLIENT,
    CLIENT_PORT,
    SERVER,
    SERVER_PORT,
    LOCAL,
    LOCAL_PORT,
    REMOTE,
    REMOTE_PORT,
    IS_SERVER,
    NAMESPACE,
    POD,
    LABELS,
    CONTAINER,
    PROCESS,
    EXE,
    PID,
    DROPS
  }

  /** The rule of Falco's own that tells of events that the kernel dropped. */
  private static final String DROP = "Falco internal: syscall event drop";

  private static final String FIELDS = "output_fields/";

  static final JsonShape<Key> SHAPE =
      new JsonShape<>(Key.class)
          .value(Key.TIME, "time")
          .value(Key.NODE, "hostname")
          .value(Key.RULE, "rule")
          .value(Key.EVENT, FIELDS + "evt.type")
          .value(Key.NANOS, FIELDS + "evt.time", FIELDS + "evt.rawtime")
          .value(Key.RESULT, FIELDS + "evt.rawres")
          .value(Key.RESULT_NAME, FIELDS + "evt.res")
          .value(Key.NAME, FIELDS + "fd.name")
          .value(Key.PROTOCOL, FIELDS + "fd.l4proto")
          .value(Key.CLIENT, FIELDS + "fd.cip")
          .value(Key.CLIENT_PORT, FIELDS + "fd.cport")
          .value(Key.SERVER, FIELDS + "fd.sip")
          .value(Key.SERVER_PORT, FIELDS + "fd.sport")
          .value(Key.LOCAL, FIELDS + "fd.lip")
          .value(Key.LOCAL_PORT, FIELDS + "fd.lport")
          .value(Key.REMOTE, FIELDS + "fd.rip")
          .value(Key.REMOTE_PORT, FIELDS + "fd.rport")
          .value(Key.IS_SERVER, FIELDS + "fd.is_server")
          .value(Key.NAMESPACE, FIELDS + "k8s.ns.name")
          .value(Key.POD, FIELDS + "k8s.pod.name")
          .raw(Key.LABELS, FIELDS + "k8s.pod.labels")
          .value(Key.CONTAINER, FIELDS + "container.id")
          .value(Key.PROCESS, FIELDS + "proc.name")
          .value(Key.EXE, FIELDS + "proc.exepath")
          .value(Key.PID, FIELDS + "proc.pid")
          .value(Key.DROPS, FIELDS + "n_drops");

  private final FalcoEnds ends = new FalcoEnds(this);

  FalcoRecords(ReadLimits limits) {
    super(TraceFormat.FALCO, SHAPE, Optional::of, limits);
  }

  static boolean recognises(HeadLine head) {
    JsonNode fields = head.json().path("output_fields");
    return fields.isObject() && (head.has("rule") || head.has("priority") || head.has("output"));
  }

  @Override
  Verdict fill() throws IOException {
    if (given(Key.RULE).equals(DROP)) {
      return Verdict.LOST;
    }
    ends.read();
    if (!ends.any()) {
      boolean alert = values.has(Key.RULE) || values.has(Key.EVENT);
      return alert ? Verdict.NOT_A_CONNECTION : Verdict.UNKNOWN;
    }
    String type = given(Key.EVENT);
    boolean accept = type.startsWith("accept");
    boolean connect = type.equals("connect");
    event.begin(Side.CONNECT);
    String protocol = given(Key.PROTOCOL).toUpperCase(Locale.ROOT);
    event.protocol(protocol.isEmpty() && (accept || connect) ? "TCP" : protocol);
    outcome(accept, connect);
    ends();
    details();
    return Verdict.EVENT;
  }

  private void ends() {
    if (ends.unordered()) {
      TextFields fields = new TextFields(event.record);
      ends.watched(fields.sideByPorts(ends.localPort(), ends.remotePort()));
    }
    event.record.side = ends.side() == Side.ACCEPT ? Side.ACCEPT : Side.CONNECT;
    event.initiator(ends.client().address(), ends.client().port());
    event.responder(ends.server().address(), ends.server().port());
  }

  private void outcome(boolean accept, boolean connect) {
    EventRecord record = event.record;
    if (record.protocol != dev.netpol.model.Protocol.TCP) {
      // A connect over UDP sends nothing; what else is sent may be the answer.
      record.uncertain = !accept;
    } else if (accept) {
      record.outcome = values.number(Key.RESULT, 0) < 0 ? Outcome.ERROR : Outcome.ESTABLISHED;
    } else if (connect) {
      result();
    } else {
      // Something was sent or received: later packets of a connection.
      record.count = 0;
    }
  }

  private void result() {
    long raw = values.number(Key.RESULT, Long.MIN_VALUE);
    if (raw != Long.MIN_VALUE) {
      event.result(raw);
      return;
    }
    event.result(given(Key.RESULT_NAME));
  }

  private void details() throws IOException {
    EventRecord record = event.record;
    long nanos = values.number(Key.NANOS, EventView.NO_TIME);
    record.time = Gadget.time(Optional.of(nanos));
    if (record.time == EventView.NO_TIME) {
      event.time(given(Key.TIME));
    }
    record.text(Field.NODE, given(Key.NODE));
    event.process(values.number(Key.PID, 0), given(Key.PROCESS), given(Key.EXE));
    if (ends.side() == null) {
      // Whose pod this is nobody knows: both ends are known by their addresses.
      return;
    }
    String container = given(Key.CONTAINER);
    String pod = given(Key.POD);
    if (!pod.isEmpty()) {
      event.observer(Identity.Kind.POD, given(Key.NAMESPACE), pod);
      record.text(Field.LABELS, labels(Key.LABELS));
    } else if (container.equals("host")) {
      event.observer(Identity.Kind.HOST, "", "");
    }
    event.container(container.equals("host") ? "" : container);
  }

  @Override
  LostRecord lost(Place at) {
    return new LostRecord(
        Timestamps.parse(given(Key.TIME)),
        given(Key.NODE),
        "syscall",
        Math.max(1, values.number(Key.DROPS, 1)),
        at);
  }

  /** The value, empty where there is none in Falco's words. */
  String given(Key name) {
    String text = values.text(name);
    return text.equals("<NA>") ? "" : text;
  }
}
