// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

/** Writes what tells one observation from another, in bytes that are quick to compare. */
@SuppressWarnings("EnumOrdinal") // never leaves the process
final class EventKey {

  private static final Field[] FIELDS = {
    Field.NODE,
    Field.NAMESPACE,
    Field.POD,
    Field.POD_UID,
    Field.LABELS,
    Field.OWNER,
    Field.PEER_NAMESPACE,
    Field.PEER_NAME,
    Field.PEER_LABELS,
    Field.PEER_OWNER
  };

  /** Of two flag bytes, three addresses and a port. */
  private static final int ENDS = 2 + 3 * 16 + 2;

  /** Of the length of a text. */
  private static final int LENGTH = 5;

  private EventKey() {}

  /** As {@link EventView#texts}. */
  static int texts(EventRecord event, byte[] target) {
    int needed = ENDS + LENGTH * FIELDS.length;
    for (Field field : FIELDS) {
      needed += Math.max(0, event.length(field));
    }
    if (needed > target.length) {
      return needed;
    }
    int to = ends(event, target);
    for (Field field : FIELDS) {
      to = text(event, field, target, to);
    }
    return to;
  }

  private static int ends(EventRecord event, byte[] target) {
    int to = 0;
    int flags =
        (event.asked.present ? 1 : 0)
            | (event.observerAddress.present ? 2 : 0)
            | (event.hostAddress.present ? 4 : 0)
            | (event.hostNetwork ? 8 : 0);
    target[to++] = (byte) flags;
    target[to++] = (byte) (event.observerKind.ordinal() << 4 | event.peerKind.ordinal());
    if (event.asked.present) {
      to = event.asked.write(target, to);
      target[to++] = (byte) event.askedPort;
      target[to++] = (byte) (event.askedPort >>> 8);
    }
    if (event.observerAddress.present) {
      to = event.observerAddress.write(target, to);
    }
    if (event.hostAddress.present) {
      to = event.hostAddress.write(target, to);
    }
    return to;
  }

  private static int text(EventRecord event, Field field, byte[] target, int from) {
    int to = from;
    int length = Math.max(0, event.length(field));
    if (length < 0xff) {
      target[to++] = (byte) length;
    } else {
      target[to++] = (byte) 0xff;
      target[to++] = (byte) (length >>> 24);
      target[to++] = (byte) (length >>> 16);
      target[to++] = (byte) (length >>> 8);
      target[to++] = (byte) length;
    }
    if (length > 0) {
      System.arraycopy(event.buffer, event.offset(field), target, to, length);
      to += length;
    }
    return to;
  }
}
