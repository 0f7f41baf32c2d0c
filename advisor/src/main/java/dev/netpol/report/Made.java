// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a report was made: enough to make it again.
 *
 * @param by program and version
 * @param at when, if that was asked for: without it, the same input gives the same bytes
 * @param inputs what was read
 * @param options as given on the command line, by name; a flag has no values
 * @param modes what was assumed where the specification of NetworkPolicy is open
 */
public record Made(
    String by,
    String at,
    List<Input> inputs,
    SortedMap<String, List<String>> options,
    SortedMap<String, String> modes) {

  public Made {
    inputs = List.copyOf(inputs);
    options = new TreeMap<>(options);
    modes = new TreeMap<>(modes);
  }

  /**
   * A file or stream that was read.
   *
   * @param role {@code trace} or {@code snapshot}
   * @param bytes as it is stored
   * @param sha256 of these bytes in hexadecimal; empty for a pipe, which cannot be read again
   */
  public record Input(String role, String name, long bytes, String sha256) {}
}
