// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import dev.netpol.report.ReportPolicy.Beyond;
import dev.netpol.report.ReportPolicy.ReportRule;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * What the report says in sentences, the same in each format. Names are visible text already; each
 * format escapes them for its own syntax.
 */
public final class Wording {
  private static final int NAMES = 5;

  private Wording() {}

  /** {@code 2026-11-20T12:00:02Z to 12:00:05Z}; empty when unknown. */
  public static String window(String first, String last) {
    String from = second(first);
    String to = second(last);
    if (to.isEmpty() || from.equals(to)) {
      return from;
    }
    int time = to.indexOf('T') + 1;
    return from + " to " + (from.startsWith(to.substring(0, time)) ? to.substring(time) : to);
  }

  /** Without fractions of a second. */
  public static String second(String time) {
    int dot = time.indexOf('.');
    return dot < 0 ? time : time.substring(0, dot) + "Z";
  }

  /** {@code 12 connections in 2 flows, 2026-11-20T12:00:02Z to 12:00:05Z, by wget}. */
  public static String evidence(ReportRule rule) {
    if (rule.flows().isEmpty()) {
      return "nothing was seen";
    }
    List<String> parts = new ArrayList<>();
    parts.add(
        Words.count(rule.connections(), "connection")
            + (rule.attempted() ? " attempted" : "")
            + " in "
            + Words.count(rule.flows().size(), "flow"));
    String window = window(rule.first(), rule.last());
    if (!window.isEmpty()) {
      parts.add(window);
    }
    if (!rule.processes().isEmpty()) {
      parts.add(
          "by " + Words.some(rule.processes(), NAMES) + (rule.moreProcesses() ? ", ..." : ""));
    }
    if (!rule.pods().isEmpty()) {
      String role = rule.direction().equals("Ingress") ? "from " : "to ";
      parts.add(role + Words.some(rule.pods(), NAMES));
    }
    return String.join(", ", parts);
  }

  /** What a rule admits beyond that, one sentence each; none if it admits nothing else. */
  public static List<String> beyond(ReportRule rule) {
    Beyond beyond = rule.beyond();
    List<String> all = new ArrayList<>();
    if (beyond.everyone()) {
      all.add("everyone, in the cluster and outside");
    }
    if (!beyond.addresses().equals("0")) {
      all.add(addresses(beyond.addresses()));
    }
    if (!beyond.pods().isEmpty()) {
      all.add(
          Words.count(beyond.pods().size(), "pod")
              + " that no record shows: "
              + Words.some(beyond.pods(), NAMES));
    }
    if (beyond.futurePods()) {
      all.add("pods that get these labels later");
    }
    return all;
  }

  private static String addresses(String number) {
    return number.length() > 12
        ? "about 10^" + (number.length() - 1) + " addresses that were not seen"
        : Words.count(Long.parseLong(number), "address", "addresses") + " not seen";
  }

  /** Peers and ports in a line: {@code from pods app=web on 5432/TCP}. */
  public static String rule(ReportRule rule) {
    String peers = rule.peers().isEmpty() ? "everyone" : Words.some(rule.peers(), NAMES);
    String ports = rule.ports().isEmpty() ? "every port" : Words.some(rule.ports(), NAMES * 2);
    return (rule.direction().equals("Ingress") ? "from " : "to ") + peers + " on " + ports;
  }

  /** A list in a line; something else where it is empty. */
  public static String list(List<String> names, String none) {
    return names.isEmpty() ? none : Words.some(names, NAMES * 4);
  }

  /** What a capture was limited to or left out. */
  public static String filters(CaptureFacts.CapturedNode node) {
    List<String> all = new ArrayList<>();
    node.filters()
        .forEach(
            (name, values) ->
                all.add(Quoted.plain(name) + " " + Words.some(List.copyOf(values), NAMES)));
    return all.isEmpty() ? "none" : String.join("; ", all);
  }

  /** {@code 2026-11-20T12:00:02Z nginx (102) of shop/web, 10.0.0.1:4000 to 10.0.0.2:80}. */
  public static String seen(ReportFlow.Seen it) {
    String process = it.process().isEmpty() ? "" : Quoted.plain(it.process()) + " ";
    String pid = it.pid() == 0 ? "" : "(" + it.pid() + ") ";
    String pod = it.pod().isEmpty() ? "" : "of " + Quoted.plain(it.pod()) + ", ";
    return second(it.time())
        + " "
        + process
        + pid
        + pod
        + it.from()
        + " to "
        + it.to()
        + ", "
        + it.outcome();
  }

  /**
   * Why a rule admits what was not seen, where its kind, with which that begins, stands already.
   */
  public static String reason(String kind, String why) {
    String label = kind + ": ";
    return Quoted.sentence(why.startsWith(label) ? why.substring(label.length()) : why);
  }

  /** Whether the trace was long enough, as far as it tells. */
  public static String saturation(Saturation it) {
    if (it.steps().isEmpty()) {
      return "No flow has a time, so nothing tells when flows were new.";
    }
    int flows = it.steps().get(it.steps().size() - 1).flows();
    String last =
        Words.count(flows, "flow") + "; the last new one at " + second(it.lastNew()) + ".";
    String late =
        it.newInLastQuarter() == 0
            ? " The last quarter of the window brought none."
            : " The last quarter of the window brought "
                + Words.number(it.newInLastQuarter())
                + ": a longer trace may bring more.";
    return last + late;
  }

  /** {@code 2 of 3 pods seen}. */
  public static String pods(ReportWorkload it) {
    int there = Math.max(it.podsThere(), it.podsSeen());
    return it.podsSeen() + " of " + there;
  }

  /** Declared ports that nothing that worked arrived at. */
  public static List<String> unused(ReportWorkload it) {
    return it.ports().stream()
        .filter(port -> !port.used())
        .map(port -> port.port() + "/" + port.protocol())
        .toList();
  }
}
