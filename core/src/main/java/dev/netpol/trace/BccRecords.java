// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.model.Protocol;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What BCC's and libbpf-tools' tables of TCP connections have in common: they run on a node, know
 * processes and no pods, and print times that count from their start. COMM may hold blanks, so a
 * row is read from the right.
 */
abstract class BccRecords extends TextRecords {

  /** What the kernel keeps of a process's name; BCC cuts it shorter. */
  private static final int COMM = 16;

  /** Larger than any process id (PID_MAX_LIMIT): a UID that ran into the PID behind it. */
  private static final int PID_LIMIT = 1 << 22;

  /**
   * NODE NAMESPACE PODNAME CONTAINERNAME, as they stand before each row where Inspektor Gadget ran
   * BCC's tools, up to 2021 (its {@code --containersmap}).
   */
  static final int POD_COLUMNS = 4;

  /** No row is longer, not even with the longest name that was asked for. */
  private static final int ROW = 1024;

  /** An address, a number and a process id are no such name. */
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9.-]{0,252}[a-z][a-z0-9.-]{0,252}|<[a-z]*>");

  final TextFields fields = new TextFields(event);

  BccRecords(TraceFormat format) {
    super(format);
  }

  /** The words that are in every heading of the tool. */
  abstract boolean heading(Columns row);

  /** Reads the row; whether it is one. */
  abstract boolean row(Columns row);

  /** Why the row that has been read is no connection, or null. */
  @Nullable SkipReason kind() {
    return null;
  }

  @Override
  final @Nullable SkipReason line(String line) {
    event.protocol = Protocol.TCP;
    if (line.length() > ROW) {
      return SkipReason.NOT_A_RECORD;
    }
    Columns row = Columns.of(line);
    if (row(row) || (line.indexOf(',') > 0 && row(Columns.ofCsv(line)))) {
      return kind();
    }
    if (heading(row) || heading(Columns.ofCsv(line))) {
      return SkipReason.NOT_A_CONNECTION;
    }
    // All rows begin with a number or a letter and one; nothing else that the tools print does.
    boolean cut = row.size() > 2 && (number(row.at(0)) || number(row.at(1)));
    return cut ? SkipReason.MALFORMED : SkipReason.NOT_A_RECORD;
  }

  private static boolean number(String word) {
    return !word.isEmpty() && word.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
  }

  /** Whether all of these are words of the row. */
  static boolean hasAll(Columns row, String... words) {
    for (String word : words) {
      boolean found = false;
      for (int i = 0; i < row.size() && !found; i++) {
        found = row.at(i).equals(word);
      }
      if (!found) {
        return false;
      }
    }
    return true;
  }

  /** Where the words behind the times of {@code -t} and {@code -T} begin. */
  static int afterTimes(Columns row, int from) {
    int i = from;
    while (i < from + 2 && time(row.at(i))) {
      i++;
    }
    return i;
  }

  /** Takes node and pod from the columns before; whether they are that. */
  final boolean pod(Columns row) {
    // A node may be called by its address.
    for (int i = 1; i < POD_COLUMNS; i++) {
      if (!NAME.matcher(row.at(i)).matches()) {
        return false;
      }
    }
    event.text(Field.NODE, row.at(0));
    // A process of the node is in no pod.
    if (!row.at(1).startsWith("<")) {
      fields.observer(row.at(1), row.at(2));
    }
    return true;
  }

  private static boolean time(String word) {
    int dot = word.indexOf('.');
    if (dot > 0) {
      return TextFields.number(word.substring(dot + 1), 9) >= 0
          && TextFields.number(word.substring(0, dot), 9) >= 0;
    }
    return word.length() == 8 && word.charAt(2) == ':' && word.charAt(5) == ':';
  }

  /** Reads {@code [UID] PID COMM}, all words of the range; whether that is what they are. */
  final boolean process(Columns row, int from, int to) {
    int i = from;
    if (TextFields.number(row.at(i), 9) >= 0 && i + 2 < to && number(row.at(i + 1))) {
      i++;
    }
    if (!number(row.at(i)) || !comm(row.between(i + 1, to))) {
      return false;
    }
    int pid = TextFields.number(row.at(i), 9);
    event.pid = pid > PID_LIMIT ? 0 : Math.max(0, pid);
    return true;
  }

  /** Takes the text if it may be the name of a process. */
  final boolean comm(String text) {
    if (text.isEmpty() || text.length() > COMM) {
      return false;
    }
    event.text(Field.COMM, text);
    return true;
  }

  static boolean family(String word) {
    return word.equals("4") || word.equals("6");
  }
}
