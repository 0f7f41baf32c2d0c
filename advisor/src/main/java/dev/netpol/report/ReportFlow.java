// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.flow.Flow;
import dev.netpol.flow.Sample;
import dev.netpol.flow.Source;
import dev.netpol.flow.Tally;
import dev.netpol.model.Connection;
import dev.netpol.model.IpAddress;
import dev.netpol.terminal.Times;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Connections from one end to another on one port.
 *
 * @param id from 1, in the order of the list
 * @param port of the responder, after translation by a Service
 * @param via what was dialled where that is not the responder
 * @param names by which an address outside was looked up, where a log tells
 * @param state {@code established}; {@code attempted} where no source can tell how it ended; {@code
 *     failed}
 * @param connections the largest count of a source: what is known to have happened at least
 * @param marks what to know before trusting it
 * @param sources what each source counted; both ends may have seen one connection, so these never
 *     add up
 */
public record ReportFlow(
    int id,
    Party from,
    Party to,
    String protocol,
    int port,
    String via,
    List<String> names,
    String state,
    long connections,
    String first,
    String last,
    List<String> marks,
    List<Counted> sources) {

  public ReportFlow {
    names = List.copyOf(names);
    marks = List.copyOf(marks);
    sources = List.copyOf(sources);
  }

  /**
   * What one source counted.
   *
   * @param format of the log
   * @param side {@code connect}: the initiator's; {@code accept}: the responder's
   * @param outcomes connections by how they ended
   * @param moreProcesses whether there were others than {@code processes}
   * @param samples a few records
   */
  public record Counted(
      String format,
      String side,
      SortedMap<String, Long> outcomes,
      String first,
      String last,
      List<String> processes,
      boolean moreProcesses,
      List<Seen> samples) {}

  /**
   * One record, kept as evidence.
   *
   * @param line in the file, from 1; 0 where it has none
   * @param pod that saw it
   * @param process what it calls itself
   * @param from address and port of the initiator; to: of the responder
   */
  public record Seen(
      String file,
      long line,
      String time,
      String pod,
      int pid,
      String process,
      String executable,
      String from,
      String to,
      String outcome) {

    static Seen of(Sample it) {
      return new Seen(
          it.at().input(),
          it.at().line(),
          Times.micros(it.time()),
          it.pod(),
          it.pid(),
          it.comm(),
          it.exe(),
          socket(it.saddr(), it.sport()),
          socket(it.daddr(), it.dport()),
          it.outcome().id());
    }

    private static String socket(Optional<IpAddress> address, int port) {
      String ip = address.map(it -> it.isV4() ? it.toString() : "[" + it + "]").orElse("");
      return port == 0 ? ip : ip + ":" + port;
    }

    /** {@code file:line}. */
    public String at() {
      return line == 0 ? file : file + ":" + line;
    }
  }

  static ReportFlow of(int id, Flow flow) {
    Connection connection = flow.connection();
    List<Counted> sources = new ArrayList<>();
    flow.tallies().forEach((source, tally) -> sources.add(counted(source, tally)));
    Tally all = flow.tallies().values().stream().reduce(Tally.EMPTY, Tally::merge);
    return new ReportFlow(
        id,
        Party.of(connection.from()),
        Party.of(connection.to()),
        connection.protocol().toString(),
        connection.port(),
        flow.via(),
        List.copyOf(flow.names()),
        flow.established() ? "established" : flow.attemptedOnly() ? "attempted" : "failed",
        flow.connections(),
        Times.micros(all.first()),
        Times.micros(all.last()),
        flow.marks().stream().map(mark -> mark.label()).toList(),
        sources);
  }

  private static Counted counted(Source source, Tally tally) {
    SortedMap<String, Long> outcomes = new TreeMap<>();
    tally.counts().forEach((outcome, count) -> outcomes.put(outcome.id(), count));
    return new Counted(
        source.format().id(),
        source.side().name().toLowerCase(Locale.ROOT),
        outcomes,
        Times.micros(tally.first()),
        Times.micros(tally.last()),
        List.copyOf(tally.processes()),
        tally.moreProcesses(),
        seen(tally.samples()));
  }

  static List<Seen> seen(Collection<Sample> samples) {
    return samples.stream().map(Seen::of).toList();
  }
}
