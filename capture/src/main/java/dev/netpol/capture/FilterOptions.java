// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.model.Cidr;
import dev.netpol.model.IpAddress;
import dev.netpol.model.PortRange;
import dev.netpol.model.Protocol;
import dev.netpol.terminal.Arguments;
import dev.netpol.terminal.Command.Section;
import dev.netpol.terminal.Option;
import dev.netpol.terminal.SelectorText;
import dev.netpol.terminal.UsageException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options that say which connections count. */
final class FilterOptions {
  static final Option SNAPSHOT =
      Option.files(
          "--snapshot",
          "FILE",
          "Names and labels of pods, and objects for the trace to carry: what kubectl get -o json or"
              + " yaml printed, in files, folders or - for stdin.");
  static final Option HOST =
      Option.flag("--host", "Processes outside pods, too: needed on a machine without pods.");
  static final Option PROTOCOLS =
      Option.choices(
          "--protocols", "LIST", "Only these protocols: tcp, udp; else both.", "tcp", "udp");

  private static final Option NAMESPACES =
      Option.list("--namespaces", "NAMES", "Only pods of these namespaces.");
  private static final Option PODNAME =
      Option.list("--podname", "NAMES", "Only pods of these names.");
  private static final Option SELECTOR =
      Option.one(
          "--selector",
          "LABELS",
          "Only pods with these labels, written as for kubectl -l; needs --snapshot.");
  private static final Option CIDR =
      Option.list("--cidr", "CIDR", "Only connections with peers in these blocks.");
  private static final Option EXCLUDE_CIDR =
      Option.list("--exclude-cidr", "CIDR", "No connections with peers in these blocks.");
  private static final Option PORTS =
      Option.list("--ports", "PORTS", "Only these ports of responders: 80,443,8000-8999.");
  private static final Option PROCESSES =
      Option.list("--processes", "NAMES", "Only these programs, by name or path.");

  private static final Pattern PORT = Pattern.compile("(\\d{1,5})(?:-(\\d{1,5}))?");

  private FilterOptions() {}

  static Section pods() {
    return new Section("Whose connections", List.of(NAMESPACES, PODNAME, SELECTOR, HOST, SNAPSHOT));
  }

  static Section connections() {
    return new Section(
        "Which connections", List.of(CIDR, EXCLUDE_CIDR, PORTS, PROCESSES, PROTOCOLS));
  }

  /**
   * What was asked for.
   *
   * @throws UsageException if a value makes no sense
   */
  static Filters of(Arguments arguments) {
    if (arguments.has(SELECTOR) && !arguments.has(SNAPSHOT)) {
      throw new UsageException(
          "usage", "labels are in the snapshot: name it with " + SNAPSHOT.synopsis());
    }
    return new Filters(
        Set.copyOf(arguments.values(NAMESPACES)),
        Set.copyOf(arguments.values(PODNAME)),
        Optional.of(SELECTOR)
            .filter(arguments::has)
            .flatMap(arguments::value)
            .map(text -> SelectorText.parse(SELECTOR, text)),
        blocks(arguments, CIDR),
        blocks(arguments, EXCLUDE_CIDR),
        ports(arguments),
        new TreeSet<>(arguments.values(PROCESSES)),
        protocols(arguments),
        arguments.has(HOST));
  }

  /** A single address is the block of that address. */
  private static List<Cidr> blocks(Arguments arguments, Option option) {
    List<Cidr> blocks = new ArrayList<>();
    for (String text : arguments.values(option)) {
      blocks.add(
          Cidr.tryParse(text)
              .or(() -> IpAddress.tryParse(text).map(Cidr::of))
              .orElseThrow(
                  () ->
                      Amounts.wrong(option, text, "write a block such as 10.0.0.0/8 or fd00::/8")));
    }
    return blocks;
  }

  private static List<PortRange> ports(Arguments arguments) {
    List<PortRange> ranges = new ArrayList<>();
    for (String text : arguments.values(PORTS)) {
      Matcher match = PORT.matcher(text);
      int first = match.matches() ? Integer.parseInt(match.group(1)) : 0;
      int last =
          match.matches() && match.group(2) != null ? Integer.parseInt(match.group(2)) : first;
      if (first < 1 || last < first || last > 65535) {
        throw Amounts.wrong(PORTS, text, "write ports from 1 to 65535 such as 443 or 8000-8999");
      }
      ranges.add(new PortRange(first, last));
    }
    return ranges;
  }

  private static Set<Protocol> protocols(Arguments arguments) {
    Set<Protocol> protocols = EnumSet.noneOf(Protocol.class);
    for (String name : arguments.values(PROTOCOLS)) {
      Protocol.tryParse(name).ifPresent(protocols::add);
    }
    return protocols.isEmpty() ? EnumSet.of(Protocol.TCP, Protocol.UDP) : protocols;
  }
}
