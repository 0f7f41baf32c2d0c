// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report.map;

import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a drawing shows, before anything has its place: boxes, and lines that end at their entries.
 * Ports of a box that the same boxes call in the same tone are one entry, so that a line stands for
 * what is alike.
 *
 * @param entries of each box, in the order of the boxes
 */
record Scene(List<Box> boxes, List<List<String>> entries, List<Line> lines) {
  private static final int NOTES = 3;

  /**
   * A line between two boxes.
   *
   * @param from a box, by its index
   * @param to likewise
   * @param entry of {@code to}, by its index
   * @param notes why it has this tone, each once
   */
  record Line(
      int from, int to, int entry, Tone tone, String label, List<String> notes, String target) {}

  /** Connections between two boxes on a port. */
  record Call(Box from, Box to, String port, Tone tone, String note, String target) {}

  /** {@code shop/web calls shop/db on 5432: no rule admits it}. */
  String title(Line line) {
    return boxes.get(line.from()).title()
        + " calls "
        + call(line)
        + (line.notes().isEmpty()
            ? ""
            : ": " + String.join("; ", line.notes().stream().limit(NOTES).toList()));
  }

  /** {@code shop/db on 5432}, and how that went. */
  String call(Line line) {
    return boxes.get(line.to()).title()
        + " on "
        + line.label()
        + (line.tone() == Tone.SEEN ? "" : " (" + line.tone().label() + ")");
  }

  /** {@code shop/web (Deployment): calls 2, called by 1}, as far as this box shows it. */
  String title(int box) {
    long calls = lines.stream().filter(it -> it.from() == box).map(Line::to).distinct().count();
    long called = lines.stream().filter(it -> it.to() == box).map(Line::from).distinct().count();
    Box it = boxes.get(box);
    return it.title()
        + (it.note().isEmpty() ? "" : " (" + Quoted.plain(it.note()) + ")")
        + (calls == 0 ? "" : ": calls " + Words.number(calls))
        + (called == 0 ? "" : (calls == 0 ? ": " : ", ") + "called by " + Words.number(called));
  }

  private record Caller(Box box, Tone tone) {}

  /**
   * What these calls are as boxes and lines.
   *
   * @param most entries of a box; more are joined
   */
  static Scene of(Collection<Call> calls, int most) {
    TreeSet<Box> sorted = new TreeSet<>();
    Map<Box, SortedMap<String, List<Call>>> byPort = new HashMap<>();
    for (Call call : calls) {
      sorted.add(call.from());
      sorted.add(call.to());
      byPort
          .computeIfAbsent(call.to(), it -> new TreeMap<>(Ports.ORDER))
          .computeIfAbsent(call.port(), it -> new ArrayList<>())
          .add(call);
    }
    List<Box> boxes = List.copyOf(sorted);
    Map<Box, Integer> numbers = new HashMap<>();
    boxes.forEach(box -> numbers.put(box, numbers.size()));
    List<List<String>> entries = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    for (int to = 0; to < boxes.size(); to++) {
      List<String> labels = new ArrayList<>();
      SortedMap<String, List<Call>> its = byPort.getOrDefault(boxes.get(to), new TreeMap<>());
      for (List<String> ports : alike(its, most)) {
        List<Call> some =
            ports.stream().flatMap(port -> its.getOrDefault(port, List.of()).stream()).toList();
        lines(some, numbers, to, labels.size(), lines);
        labels.add(Ports.label(ports));
      }
      entries.add(labels);
    }
    return new Scene(boxes, entries, lines);
  }

  /** Ports that are one entry; the last holds all the rest. */
  private static List<List<String>> alike(SortedMap<String, List<Call>> byPort, int most) {
    Map<Set<Caller>, List<String>> alike = new LinkedHashMap<>();
    byPort.forEach(
        (port, calls) -> {
          Set<Caller> callers = new HashSet<>();
          calls.forEach(call -> callers.add(new Caller(call.from(), call.tone())));
          alike.computeIfAbsent(callers, it -> new ArrayList<>()).add(port);
        });
    List<List<String>> entries = new ArrayList<>(alike.values());
    if (entries.size() <= most) {
      return entries;
    }
    List<List<String>> some = new ArrayList<>(entries.subList(0, most - 1));
    some.add(entries.subList(most - 1, entries.size()).stream().flatMap(List::stream).toList());
    return some;
  }

  private static void lines(
      List<Call> calls, Map<Box, Integer> numbers, int to, int entry, List<Line> into) {
    Map<Caller, List<Call>> byCaller =
        new TreeMap<>(Comparator.comparing(Caller::box).thenComparing(Caller::tone));
    for (Call call : calls) {
      byCaller
          .computeIfAbsent(new Caller(call.from(), call.tone()), it -> new ArrayList<>())
          .add(call);
    }
    byCaller.forEach(
        (caller, its) ->
            into.add(
                new Line(
                    numbers.getOrDefault(caller.box(), 0),
                    to,
                    entry,
                    caller.tone(),
                    Ports.label(its.stream().map(Call::port).distinct().toList()),
                    its.stream().map(Call::note).filter(it -> !it.isEmpty()).distinct().toList(),
                    its.get(0).target())));
  }
}
