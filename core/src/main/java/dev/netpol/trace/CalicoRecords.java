// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * Calico's flow logs: the files that Felix writes (docs.tigera.io, Flow log data types), and what
 * Goldmane and Whisker tell in nearly the same words. A record is all connections of one kind in a
 * window of time, as one end reports them; with aggregation it has neither addresses nor the names
 * of single pods, but {@code app-755d8c7f9-*}. The initiator is always the source.
 */
final class CalicoRecords extends ShapedRecords<CalicoRecords.Key> {

  enum Key {
    START,
    END,
    REPORTER,
    ACTION,
    PROTOCOL,
    SOURCE_IP,
    SOURCE_PORT,
    SOURCE_TYPE,
    SOURCE_NAMESPACE,
    SOURCE_NAME,
    SOURCE_NAMES,
    SOURCE_LABELS,
    DESTINATION_IP,
    DESTINATION_PORT,
    DESTINATION_TYPE,
    DESTINATION_NAMESPACE,
    DESTINATION_NAME,
    DESTINATION_NAMES,
    DESTINATION_LABELS,
    DESTINATION_DOMAIN,
    SERVICE_NAMESPACE,
    SERVICE_NAME,
    STARTED,
    FLOWS,
    HOST,
    PROCESS,
    PROCESS_ID
  }

  static final JsonShape<Key> SHAPE =
      new JsonShape<>(Key.class)
          .value(Key.START, "start_time")
          .value(Key.END, "end_time")
          .value(Key.REPORTER, "reporter")
          .value(Key.ACTION, "action")
          .value(Key.PROTOCOL, "proto", "protocol")
          .value(Key.SOURCE_IP, "source_ip")
          .value(Key.SOURCE_PORT, "source_port")
          .value(Key.SOURCE_TYPE, "source_type")
          .value(Key.SOURCE_NAMESPACE, "source_namespace")
          .value(Key.SOURCE_NAME, "source_name")
          .value(Key.SOURCE_NAMES, "source_name_aggr")
          .raw(Key.SOURCE_LABELS, "source_labels", "source_labels/labels")
          .value(Key.DESTINATION_IP, "dest_ip")
          .value(Key.DESTINATION_PORT, "dest_port")
          .value(Key.DESTINATION_TYPE, "dest_type")
          .value(Key.DESTINATION_NAMESPACE, "dest_namespace")
          .value(Key.DESTINATION_NAME, "dest_name")
          .value(Key.DESTINATION_NAMES, "dest_name_aggr")
          .raw(Key.DESTINATION_LABELS, "dest_labels", "dest_labels/labels")
          .value(Key.DESTINATION_DOMAIN, "dest_domains")
          .value(Key.SERVICE_NAMESPACE, "dest_service_namespace")
          .value(Key.SERVICE_NAME, "dest_service_name")
          .value(Key.STARTED, "num_flows_started")
          .value(Key.FLOWS, "num_flows")
          .value(Key.HOST, "host", "hostname")
          .value(Key.PROCESS, "process_name")
          .value(Key.PROCESS_ID, "process_id");

  CalicoRecords(ReadLimits limits) {
    super(TraceFormat.CALICO, SHAPE, Optional::of, limits);
  }

  static boolean recognises(HeadLine head) {
    LooseObject line = head.loose();
    boolean ends = line.has("source_name", "source_name_aggr", "source_namespace");
    return ends && line.has("reporter") && line.has("action") && line.has("dest_port", "proto");
  }

  @Override
  Verdict fill() throws IOException {
    String reporter = values.text(Key.REPORTER).toLowerCase(Locale.ROOT);
    String action = values.text(Key.ACTION).toLowerCase(Locale.ROOT);
    if (reporter.isEmpty() || action.isEmpty()) {
      return values.has(Key.START) ? Verdict.MALFORMED : Verdict.UNKNOWN;
    }
    if (!reporter.equals("src") && !reporter.equals("dst")) {
      // A gateway between the two has no end of its own.
      return Verdict.NOT_A_CONNECTION;
    }
    event.begin(reporter.equals("src") ? Side.CONNECT : Side.ACCEPT);
    event.protocol(Transport.protocol(values.text(Key.PROTOCOL)));
    event.record.outcome = action.equals("deny") ? Outcome.DENIED : Outcome.ATTEMPTED;
    // Those that began in an earlier window were counted there.
    long count = values.number(Key.STARTED, values.number(Key.FLOWS, 1));
    event.record.count = Math.max(0, count);
    event.record.time = time(Key.START);
    event.record.last = time(Key.END);
    event.record.text(Field.NODE, given(Key.HOST));
    event.initiator(given(Key.SOURCE_IP), values.number(Key.SOURCE_PORT, 0));
    event.responder(given(Key.DESTINATION_IP), values.number(Key.DESTINATION_PORT, 0));
    String process = given(Key.PROCESS);
    if (!process.equals("*")) {
      event.process(values.number(Key.PROCESS_ID, 0), "", process);
    }
    ends();
    return Verdict.EVENT;
  }

  private void ends() throws IOException {
    String namespace = given(Key.SOURCE_NAMESPACE);
    Identity.Kind kind = kind(Key.SOURCE_TYPE, namespace);
    event.initiator(kind, namespace, name(kind, Key.SOURCE_NAME, Key.SOURCE_NAMES));
    if (kind == Identity.Kind.POD) {
      event.initiatorLabels(labels(Key.SOURCE_LABELS));
    }
    namespace = given(Key.DESTINATION_NAMESPACE);
    kind = kind(Key.DESTINATION_TYPE, namespace);
    String domain = given(Key.DESTINATION_DOMAIN);
    if (kind == Identity.Kind.OTHER && !given(Key.SERVICE_NAME).isEmpty()) {
      String service = given(Key.SERVICE_NAME);
      event.responder(Identity.Kind.SERVICE, given(Key.SERVICE_NAMESPACE), service);
    } else if (kind == Identity.Kind.OTHER && !domain.isEmpty()) {
      event.responder(kind, "", domain);
    } else {
      String name = name(kind, Key.DESTINATION_NAME, Key.DESTINATION_NAMES);
      event.responder(kind, namespace, name);
      if (kind == Identity.Kind.POD) {
        event.responderLabels(labels(Key.DESTINATION_LABELS));
      }
    }
  }

  /** The value, empty where the log has a dash for none. */
  private String given(Key name) {
    String text = values.text(name);
    return text.equals("-") ? "" : text;
  }

  /** A workload or host endpoint, a set of networks, or a network. */
  private Identity.Kind kind(Key type, String namespace) {
    return switch (given(type).toLowerCase(Locale.ROOT)) {
      case "wep", "workloadendpoint" -> Identity.Kind.POD;
      case "hep", "hostendpoint" -> Identity.Kind.HOST;
      case "" -> namespace.isEmpty() ? Identity.Kind.OTHER : Identity.Kind.POD;
      default -> Identity.Kind.OTHER;
    };
  }

  /** Of one pod, else of all that share the beginning of a name. */
  private String name(Identity.Kind kind, Key one, Key all) {
    String name = given(one);
    return name.isEmpty() || kind == Identity.Kind.HOST ? given(all) : name;
  }

  /** Seconds since 1970, or a time as text. */
  private long time(Key name) {
    long seconds = values.number(name, -1);
    String text = given(name);
    long time = seconds >= 0 ? Timestamps.nanos(seconds, 0) : event.instant(text);
    event.record.timeUnreadable |= time == EventView.NO_TIME && !text.isEmpty();
    return time;
  }
}
