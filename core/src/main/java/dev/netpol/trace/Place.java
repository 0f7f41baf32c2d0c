// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

/**
 * Where a record stands, as far as a part knows.
 *
 * @param input index of the input, in the order of {@link TraceReader#inputs()}
 * @param offset in (decompressed) bytes from the start of the input
 * @param line from 0, counted from the start of the part that was read
 */
public record Place(int input, long offset, long line) implements Comparable<Place> {
  @Override
  public int compareTo(Place other) {
    int order = Integer.compare(input, other.input);
    return order != 0 ? order : Long.compare(offset, other.offset);
  }
}
