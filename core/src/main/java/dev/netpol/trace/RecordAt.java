// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

/** Where the record at hand stands; one for each part, moved along. */
final class RecordAt {
  final int input;
  long offset;
  long line;

  RecordAt(int input) {
    this.input = input;
  }

  Place place() {
    return new Place(input, offset, line);
  }
}
