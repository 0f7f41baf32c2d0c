// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.model.Labels;
import java.util.Optional;

/** What an event tells as values that may be kept: the record itself is filled again. */
final class EventValues {
  private EventValues() {}

  static Peer observer(EventRecord event) {
    Identity identity =
        switch (event.observerKind) {
          case NONE -> Identity.NONE;
          case HOST -> new Identity(Identity.Kind.HOST, "", event.text(Field.NODE), "");
          default ->
              new Identity(
                  event.observerKind,
                  event.text(Field.NAMESPACE),
                  event.text(Field.POD),
                  event.text(Field.POD_UID));
        };
    return new Peer(
        identity,
        labels(event, Field.LABELS),
        event.text(Field.OWNER),
        event.observerAddress.value(),
        event.hostAddress.value(),
        event.hostNetwork);
  }

  static Peer peer(EventRecord event) {
    if (event.peerKind == Identity.Kind.NONE) {
      return Peer.NONE;
    }
    return new Peer(
        new Identity(
            event.peerKind, event.text(Field.PEER_NAMESPACE), event.text(Field.PEER_NAME), ""),
        labels(event, Field.PEER_LABELS),
        event.text(Field.PEER_OWNER),
        Optional.empty(),
        Optional.empty(),
        false);
  }

  private static Labels labels(EventRecord event, Field field) {
    int length = event.length(field);
    return length <= 0 ? Labels.NONE : Json.labels(event.buffer, event.offset(field), length);
  }

  static ConnectionEvent copy(EventRecord event) {
    return new ConnectionEvent(
        event.format,
        event.side,
        event.time,
        event.text(Field.NODE),
        observer(event),
        event.text(Field.CONTAINER),
        event.pid,
        event.text(Field.COMM),
        event.text(Field.EXE),
        event.protocol,
        event.saddr(),
        event.sport,
        event.daddr(),
        event.dport,
        event.requested(),
        peer(event),
        event.outcome,
        event.errno,
        event.elapsedMillis,
        event.count,
        event.last,
        event.existing,
        event.uncertain);
  }
}
