// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.model.AddressRange;
import dev.netpol.model.AddressSet;
import dev.netpol.model.IpAddress;
import dev.netpol.model.PortRange;
import dev.netpol.model.PortSet;
import dev.netpol.model.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What np-guard's netpol-analyzer prints, as sets: who, to whom, on which ports. */
final class NpGuardText {

  private static final Pattern LINE = Pattern.compile("(\\S+) => (\\S+) : (.+)");
  private static final Pattern DIFF =
      Pattern.compile(
          "diff-type: (added|removed|changed), source: (\\S+), destination: (\\S+),"
              + " ref1: (.*), ref2: (.*?)(, workloads-diff-info: .*)?");
  private static final Pattern PAIR = Pattern.compile("Connections between (\\S+) => (\\S+):");
  private static final Pattern ALLOWED = Pattern.compile("\\tAllowed (.+) due to .*");
  private static final Pattern DEFAULT = Pattern.compile("(\\S+) => (\\S+)");

  private final Lines said = new Lines();

  private NpGuardText() {}

  /** Lines by sender, receiver and what is said of them; their addresses are joined. */
  static final class Lines {
    private final Map<String, List<AddressRange>> lines = new TreeMap<>();

    void add(String line, List<AddressRange> ranges) {
      lines.computeIfAbsent(line, it -> new ArrayList<>()).addAll(ranges);
    }

    Set<String> set() {
      Set<String> set = new TreeSet<>();
      lines.forEach(
          (line, ranges) ->
              set.add(ranges.isEmpty() ? line : line + " * = " + new AddressSet(ranges)));
      return set;
    }
  }

  /** The lines of {@code list}, up to the exposure of what is not there. */
  static Set<String> list(List<String> lines) {
    NpGuardText all = new NpGuardText();
    for (String line : lines) {
      if (line.startsWith("Exposure Analysis Result")) {
        break;
      }
      Matcher match = LINE.matcher(line);
      if (match.matches()) {
        all.add(match.group(1), match.group(2), ports(match.group(3)).toString());
      }
    }
    return all.said.set();
  }

  /** The pairs of {@code list --explain} that may open anything. */
  static Set<String> explain(List<String> lines) {
    NpGuardText all = new NpGuardText();
    String from = "";
    String to = "";
    PortSet ports = PortSet.NONE;
    for (String line : lines) {
      if (line.startsWith("Exposure Analysis Result")) {
        break;
      }
      Matcher pair = PAIR.matcher(line);
      Matcher allowed = ALLOWED.matcher(line);
      Matcher byDefault = DEFAULT.matcher(line);
      if (pair.matches()) {
        all.add(from, to, ports);
        from = pair.group(1);
        to = pair.group(2);
        ports = PortSet.NONE;
      } else if (allowed.matches()) {
        ports = ports.union(explained(allowed.group(1)));
      } else if (byDefault.matches()) {
        all.add(byDefault.group(1), byDefault.group(2), PortSet.ALL);
      }
    }
    all.add(from, to, ports);
    return all.said.set();
  }

  /** The lines of {@code diff}. */
  static Set<String> diff(List<String> lines) {
    NpGuardText all = new NpGuardText();
    for (String line : lines) {
      Matcher match = DIFF.matcher(line);
      if (match.matches()) {
        all.add(
            match.group(2), match.group(3), ports(match.group(4)) + " -> " + ports(match.group(5)));
      }
    }
    return all.said.set();
  }

  private void add(String from, String to, PortSet ports) {
    if (!ports.isEmpty()) {
      add(from, to, ports.toString());
    }
  }

  /** Lines about an Ingress controller are not about NetworkPolicies. */
  private void add(String from, String to, String what) {
    if (from.startsWith("{") || to.startsWith("{")) {
      return;
    }
    List<AddressRange> ranges = new ArrayList<>();
    said.add(end(from, ranges) + " => " + end(to, ranges) + " : " + what, ranges);
  }

  private static String end(String text, List<AddressRange> ranges) {
    if (!text.endsWith("[External]")) {
      return workload(text);
    }
    String[] ends = text.substring(0, text.indexOf('[')).split("-", 2);
    ranges.add(new AddressRange(IpAddress.parse(ends[0]), IpAddress.parse(ends[ends.length - 1])));
    return "*";
  }

  /** It names ReplicaSets where we name the Deployment that their name tells. */
  static String workload(String text) {
    return text.replaceAll("-[a-z0-9]+\\[ReplicaSet]$", "[Deployment]");
  }

  /** {@code TCP 80,90-91,UDP 53}, {@code All Connections} or {@code No Connections}. */
  static PortSet ports(String text) {
    if (text.equals("All Connections") || text.equals("No Connections")) {
      return text.startsWith("All") ? PortSet.ALL : PortSet.NONE;
    }
    PortSet all = PortSet.NONE;
    Protocol protocol = Protocol.TCP;
    for (String part : text.split(",")) {
      String[] words = part.strip().split(" ");
      protocol = words.length == 2 ? Protocol.valueOf(words[0]) : protocol;
      all = all.union(PortSet.of(protocol, range(words[words.length - 1])));
    }
    return all;
  }

  /** {@code TCP:[80,90-91], UDP, SCTP}. */
  private static PortSet explained(String text) {
    PortSet all = PortSet.NONE;
    Matcher match = Pattern.compile("(TCP|UDP|SCTP)(:\\[([^]]*)])?").matcher(text);
    while (match.find()) {
      Protocol protocol = Protocol.valueOf(match.group(1));
      String ranges = match.group(3) == null ? "1-65535" : match.group(3);
      for (String range : ranges.split(",")) {
        all = all.union(PortSet.of(protocol, range(range)));
      }
    }
    return all;
  }

  private static PortRange range(String text) {
    String[] ends = text.split("-");
    return new PortRange(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
  }
}
