// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.flow.Coverage;
import dev.netpol.model.Protocol;
import dev.netpol.terminal.Times;
import dev.netpol.trace.Side;
import dev.netpol.trace.TraceFormat;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Stream;

/**
 * What the trace could show, and what it lost.
 *
 * @param first begin of the trace
 * @param last end of the trace
 * @param leftOut address ranges that a filter of the capture left out
 * @param lost events that are known to be lost, by layer
 * @param truncated nodes with a capture that has no end record
 * @param lacks what the formats that were read do not tell
 */
public record CaptureFacts(
    String first,
    String last,
    List<CapturedNode> nodes,
    List<String> leftOut,
    SortedMap<String, Long> lost,
    List<String> truncated,
    List<Lack> lacks) {

  public CaptureFacts {
    nodes = List.copyOf(nodes);
    leftOut = List.copyOf(leftOut);
    truncated = List.copyOf(truncated);
    lacks = List.copyOf(lacks);
  }

  /**
   * Something that a format does not tell.
   *
   * @param means what that means for the advice
   */
  public record Lack(String format, String lacks, String means) {}

  /**
   * What was captured on a node.
   *
   * @param name empty for records that name no node
   * @param declared whether a header says so; else it is what the records show
   * @param connects protocols of which initiators were seen
   * @param accepts protocols of which responders were seen
   * @param filters what the capture left out or was limited to: name and values
   */
  public record CapturedNode(
      String name,
      boolean declared,
      List<String> connects,
      List<String> accepts,
      SortedMap<String, SortedSet<String>> filters) {}

  static CaptureFacts of(Coverage coverage, Collection<TraceFormat> formats) {
    return new CaptureFacts(
        Times.micros(coverage.first()),
        Times.micros(coverage.last()),
        coverage.nodes().stream().map(node -> node(coverage, node)).toList(),
        coverage.excluded().stream().map(block -> block.toString()).toList(),
        coverage.losses(),
        List.copyOf(coverage.truncated()),
        formats.stream().flatMap(CaptureFacts::lacks).toList());
  }

  private static Stream<Lack> lacks(TraceFormat format) {
    return format.limits().stream()
        .map(limit -> new Lack(format.id(), limit.lacks(), limit.means()));
  }

  private static CapturedNode node(Coverage coverage, String name) {
    return new CapturedNode(
        name,
        coverage.declared(name),
        covered(coverage, name, Side.CONNECT),
        covered(coverage, name, Side.ACCEPT),
        coverage.filters(name));
  }

  private static List<String> covered(Coverage coverage, String node, Side side) {
    return Arrays.stream(Protocol.values())
        .filter(protocol -> coverage.covers(node, side, protocol))
        .map(Protocol::toString)
        .toList();
  }
}
