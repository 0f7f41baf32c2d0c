// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Protocol;
import java.util.Optional;

/**
 * One observed connection, in a form that is reused: all of it is valid only during the call that
 * hands it over. {@link #copy()} gives a value to keep.
 *
 * <p>Whatever the format says, {@code saddr:sport} is the initiator and {@code daddr:dport} the
 * responder here; {@link #side()} tells which of them saw the connection, and the texts and {@link
 * #observer()} describe that side.
 */
public interface EventView {

  /** {@link #time()} where the log gives none. */
  long NO_TIME = Long.MIN_VALUE;

  TraceFormat format();

  Side side();

  Protocol protocol();

  Outcome outcome();

  /** The kernel's error number, 0 when none. */
  int errno();

  /** Milliseconds until the outcome was known, -1 when not given. */
  long elapsedMillis();

  /** The bytes that the slices are in. */
  byte[] buffer();

  /** Where the text begins in {@link #buffer()}. */
  int offset(Field field);

  /** Bytes of the text, -1 when the log does not give it. */
  int length(Field field);

  /** The text, empty when absent. Invalid UTF-8 never gets this far. */
  String text(Field field);

  /** Address of the initiator, if known. */
  Optional<IpAddress> saddr();

  /** Address of the responder, if known. */
  Optional<IpAddress> daddr();

  /** Port of the initiator, 0 when unknown. */
  int sport();

  /** Port of the responder: of the Service where a Service was dialled. */
  int dport();

  /** When it was seen, in nanoseconds since 1970, or {@link #NO_TIME}. */
  long time();

  /** When the last of {@link #count()} repeats was seen; {@link #time()} when there is one only. */
  long last();

  /**
   * Connections that this record stands for; 0 where it shows one that another record may count,
   * for example a later packet.
   */
  long count();

  /** Process id, 0 when unknown. */
  int pid();

  /** Whether the connection was already open when the capture began. */
  boolean existing();

  /** Whether it is not known who spoke first, or, of UDP, whether a packet was sent at all. */
  boolean uncertain();

  /** The address asked for, if the log says that it was another. */
  Optional<Requested> requested();

  /**
   * Writes the numbers of an event that repeat from one connection to the next: format, side,
   * addresses, protocol, responder's port. With {@link #texts} they are all that repeats. Not the
   * time, outcome, counts, process or initiator's port. Events of which both are equal are the same
   * observation; {@link EventNumbers#read} reads them again.
   *
   * @param at index of the first of {@link EventNumbers#WORDS} words
   */
  void numbers(long[] target, int at);

  /**
   * Writes what repeats and is not among the {@link #numbers}: node, who saw it, what the log says
   * about the peer.
   *
   * @return bytes of it; nothing has been written if that is more than {@code target} holds
   */
  int texts(byte[] target);

  /**
   * What the sink gave {@link #remember} at an event that had the same {@link #texts}, {@link
   * Field#COMM} and {@link Field#EXE}, or -1: then there was none, or it is forgotten. Saves the
   * sink to look at texts that it knows.
   */
  int remembered();

  /** Leaves a number, not negative, for later events of which these are the same. */
  void remember(int number);

  /** The end that saw the connection. */
  Peer observer();

  /** The other end, where the log names it. */
  Peer peer();

  /** Index of the input, in the order of {@link TraceReader#inputs()}. */
  int input();

  /** Where the record begins in its input, in (decompressed) bytes. */
  long offset();

  /** Line of the record, counted from 0 within its part; see {@link Lines}. */
  long line();

  ConnectionEvent copy();
}
