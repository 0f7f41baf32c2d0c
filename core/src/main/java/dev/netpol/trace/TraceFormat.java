// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** The formats that can be read. The only list of them: a new format is one constant here. */
public enum TraceFormat {
  /** Our own JSON lines. */
  NETWORKTRACE(
      "networktrace",
      "JSON lines, version 1",
      NetworkTraceRecords::recognises,
      NetworkTraceRecords::new),
  /** Inspektor Gadget's {@code network-policy monitor} of 2020 and 2021. */
  INSPEKTOR_GADGET_2020(
      "inspektor-gadget-2020",
      "networktrace.log of Inspektor Gadget, 2020 to 2021",
      Gadget2020Records::recognises,
      Gadget2020Records::new),
  /** Inspektor Gadget's {@code advise network-policy monitor} of 2022 to 2025. */
  INSPEKTOR_GADGET(
      "inspektor-gadget",
      "networktrace.log of Inspektor Gadget, 2022 to 2025",
      GadgetRecords::recognises,
      GadgetRecords::new);

  private final String id;
  private final String title;
  private final Predicate<HeadLine> recogniser;
  private final Function<ReadLimits, RecordParser> parser;

  TraceFormat(
      String id,
      String title,
      Predicate<HeadLine> recogniser,
      Function<ReadLimits, RecordParser> parser) {
    this.id = id;
    this.title = title;
    this.recogniser = recogniser;
    this.parser = parser;
  }

  /** Whether the record is one of this format and of none before it. */
  boolean recognises(HeadLine head) {
    return recogniser.test(head);
  }

  RecordParser parser(ReadLimits limits) {
    return parser.apply(limits);
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
