// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Antrea's flow aggregator logs (antrea: pkg/flowaggregator/flowlogger): 30 columns with
 * commas between them, of which these are read, counted from 1:
 *
 * <pre>{@code
 *  1 start, 2 end, in seconds          3 source, 4 destination, 5 and 6 their ports, 7 protocol
 *  8 to 10 pod, namespace and node of the source, 11 to 13 of the destination
 * 14 ClusterIP, 16 its port, 17 name of the Service's port
 * 21 action of the ingress rule, 26 of the egress rule
 * }</pre>
 *
 * <p>The aggregator has joined what the nodes of both ends saw. A connection within the cluster is
 * read as its client's.
 */
final class AntreaFlowRecords extends TextRecords {

  private static final int COLUMNS = 30;
  private static final Set<String> DENIED = Set.of("Drop", "Reject", "2", "3");

  private final TextFields fields = new TextFields(event);

  AntreaFlowRecords(ReadLimits limits) {
    super(TraceFormat.ANTREA_FLOWS);
  }

  static boolean recognises(HeadLine head) {
    return recognises(head, AntreaFlowRecords::new);
  }

  @Override
  @Nullable SkipReason line(String line) {
    Columns row = Columns.ofCsv(line);
    long start = seconds(row.at(0));
    if (start < 0) {
      return SkipReason.NOT_A_RECORD;
    }
    if (row.size() < COLUMNS) {
      return SkipReason.MALFORMED;
    }
    SkipReason other = fields.protocol(Transport.protocol(row.at(6)));
    if (other != null) {
      return other;
    }
    event.time = Timestamps.nanos(start, 0);
    event.last = event.time;
    event.outcome =
        DENIED.contains(row.at(20)) || DENIED.contains(row.at(25))
            ? Outcome.DENIED
            : Outcome.ATTEMPTED;
    pods(row);
    requested(row);
    boolean ends =
        fields.ends(row.at(2), TextFields.port(row.at(4)), row.at(3), TextFields.port(row.at(5)));
    return ends ? null : SkipReason.MALFORMED;
  }

  private static long seconds(String text) {
    return text.length() < 9 || text.length() > 11
        ? -1
        : Json.number(text).filter(seconds -> seconds > 0).orElse(-1L);
  }

  private void pods(Columns row) {
    boolean client = !row.at(7).isEmpty() || row.at(10).isEmpty();
    event.side = client ? Side.CONNECT : Side.ACCEPT;
    int own = client ? 7 : 10;
    int peer = client ? 10 : 7;
    fields.observer(row.at(own + 1), row.at(own));
    event.text(Field.NODE, row.at(own + 2));
    fields.peer(Identity.Kind.POD, row.at(peer + 1), row.at(peer));
  }

  /** The Service that was dialled, if one was: its address is empty or 0 otherwise. */
  private void requested(Columns row) {
    int port = TextFields.port(row.at(15));
    if (port > 0 && !row.at(16).isEmpty() && Gadget.address(event, event.asked, row.at(13))) {
      event.askedPort = port;
    }
  }
}
