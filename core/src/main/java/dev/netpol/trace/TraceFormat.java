// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.Arrays;
import java.util.Optional;

/** The formats that can be read. The only list of them: a new format is one constant here. */
public enum TraceFormat {
  /** Our own JSON lines. */
  NETWORKTRACE("networktrace", "JSON lines, version 1"),
  /** Inspektor Gadget's {@code network-policy monitor} of 2020 and 2021. */
  INSPEKTOR_GADGET_2020(
      "inspektor-gadget-2020", "networktrace.log of Inspektor Gadget, 2020 to 2021"),
  /** Inspektor Gadget's {@code advise network-policy monitor} of 2022 to 2025. */
  INSPEKTOR_GADGET("inspektor-gadget", "networktrace.log of Inspektor Gadget, 2022 to 2025");

  private final String id;
  private final String title;

  TraceFormat(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /** As written on a command line. */
  public String id() {
    return id;
  }

  /** For people. */
  public String title() {
    return title;
  }

  /** The format of that id, or empty. */
  public static Optional<TraceFormat> of(String id) {
    return Arrays.stream(values()).filter(format -> format.id.equals(id)).findFirst();
  }
}
