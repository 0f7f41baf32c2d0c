// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The texts of an event, as slices of the bytes that it was read from, or of some that were written
 * here; and what lines before told of the process that saw it.
 */
@SuppressWarnings("EnumOrdinal") // arrays by field: looked up for every record
abstract class EventTexts implements EventView {

  private static final Field[] FIELDS = Field.values();

  /** How many texts an event can have. */
  static final int SLICES = FIELDS.length;

  /** A slice with the length -1. */
  private static final long ABSENT = 0xffff_ffffL;

  /** What the slices are in. */
  byte[] buffer = new byte[0];

  /** Process id, 0 when unknown. */
  int pid;

  /** For each text where it begins, counted from {@link #start}, in the upper half; its length. */
  private final long[] ownSlices = new long[SLICES];

  /** Our own, or those of all observers that lines before told of; then from {@link #first} on. */
  private long[] slices = ownSlices;

  private int first;
  private int start;

  /** Whether one of our own is set. */
  private boolean sliced = true;

  private final Observers observers = new Observers();

  /** Place of the observer among these, or -1. */
  private int observer = -1;

  private byte[] own = new byte[512];
  private int written;

  /** Forgets the texts of the event before; the next ones will be in {@code bytes}. */
  final void clearTexts(byte[] bytes) {
    buffer = bytes;
    own(-1);
    if (sliced) {
      Arrays.fill(ownSlices, ABSENT);
      sliced = false;
    }
    pid = 0;
  }

  /** Forgets them; the next ones will be written with {@link #text(Field, String)}. */
  final void clearTexts() {
    written = 0;
    clearTexts(own);
  }

  /** Sets a text that is not in a buffer yet. */
  void text(Field field, String value) {
    if (!value.isEmpty()) {
      int from = append(value);
      slice(field, from, written - from);
    }
  }

  /** Sets a text in UTF-8 that is not in the buffer yet. */
  void text(Field field, byte[] value) {
    if (value.length > 0) {
      int from = append(value);
      slice(field, from, value.length);
    }
  }

  /** Puts a text into the buffer without making it a field; it ends at {@link #written()}. */
  int append(String value) {
    return append(value.getBytes(StandardCharsets.UTF_8));
  }

  private int append(byte[] bytes) {
    int from = written;
    if (from + bytes.length + EightBytes.PADDING > own.length) {
      own = Arrays.copyOf(own, 2 * (from + bytes.length + EightBytes.PADDING));
      buffer = own;
    }
    System.arraycopy(bytes, 0, own, from, bytes.length);
    written += bytes.length;
    return from;
  }

  int written() {
    return written;
  }

  void slice(Field field, int from, int length) {
    if (slices != ownSlices) {
      slices(0, ownSlices, 0);
    }
    own(-1);
    sliced = true;
    slices[field.ordinal()] = (long) from << 32 | (length & 0xffff_ffffL);
  }

  /** The texts are our own from here on; the observer is that of a line before, or -1. */
  private void own(int place) {
    slices = ownSlices;
    first = 0;
    start = 0;
    observer = place;
  }

  /**
   * Takes over what a line before told of the process that these bytes tell of; returns the keys
   * that they have, or -1 if they are not known.
   */
  int knownObserver(int from, int to) {
    return takeOver(observers.find(buffer, from, to), from);
  }

  /** The same for bytes that end anywhere before {@code to}; a process may be missed. */
  int likelyObserver(int from, int to) {
    return takeOver(observers.guess(buffer, from, to), from);
  }

  private int takeOver(int place, int from) {
    if (place < 0) {
      return -1;
    }
    observer = place;
    slices = observers.slices();
    first = place * SLICES;
    start = from;
    pid = observers.pid(place);
    return observers.keys(place);
  }

  /** How many bytes tell of the process that is known. */
  int observerLength() {
    return observers.length(observer);
  }

  /** Keeps what these bytes, which have just been read, tell of a process. */
  void keepObserver(int from, int to, int keys) {
    own(observers.add(this, from, to, keys));
  }

  /** Whether the event says which pod saw it. */
  boolean named() {
    return observer >= 0
        ? observers.named(observer)
        : length(Field.NAMESPACE) > 0 || length(Field.POD) > 0 || length(Field.POD_UID) > 0;
  }

  /** Writes the slices, counted from there. */
  void slices(int from, long[] target, int to) {
    for (int i = 0; i < SLICES; i++) {
      target[to + i] = slices[first + i] + ((long) (start - from) << 32);
    }
  }

  @Override
  public byte[] buffer() {
    return buffer;
  }

  @Override
  public int offset(Field field) {
    return start + (int) (slices[first + field.ordinal()] >> 32);
  }

  @Override
  public int length(Field field) {
    return (int) slices[first + field.ordinal()];
  }

  @Override
  public String text(Field field) {
    int length = length(field);
    return length <= 0 ? "" : new String(buffer, offset(field), length, StandardCharsets.UTF_8);
  }

  @Override
  public final int pid() {
    return pid;
  }

  /** What a sink left at an event of the same process, or -1. */
  final int rememberedOfObserver() {
    return observer < 0 ? -1 : observers.remembered(observer);
  }

  final void rememberOfObserver(int number) {
    if (observer >= 0) {
      observers.remember(observer, number);
    }
  }
}
