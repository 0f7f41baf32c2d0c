// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.Advisor;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.model.LabelSelector;
import dev.netpol.terminal.Arguments;
import dev.netpol.terminal.Command;
import dev.netpol.terminal.ConnectTable;
import dev.netpol.terminal.Option;
import dev.netpol.terminal.SelectorText;
import dev.netpol.terminal.Shell;
import dev.netpol.terminal.StandardOutput;
import dev.netpol.trace.TraceReader;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code tcpconnect}: a trace as the table that BCC's tcpconnect prints. */
final class TcpconnectCommand implements Command {
  private static final Option WIDE =
      Option.flag("--wide", "Show time, namespace, pod, source port and outcome, too.");
  private static final Option PODNAME =
      Option.list("--podname", "NAMES", "Show connections from these pods only.");
  private static final Option SELECTOR =
      Option.one(
          "--selector",
          "LABELS",
          "Show connections from pods with these labels only, written as for kubectl -l; labels are"
              + " taken from the snapshot, else from the trace.");
  private static final Option NAMESPACES =
      Option.list("--namespaces", "NAMES", "Show connections from these namespaces only.");

  @Override
  public String name() {
    return "tcpconnect";
  }

  @Override
  public String job() {
    return "Print the trace's TCP connects as the classic table PID COMM IP SADDR DADDR DPORT.";
  }

  @Override
  public String synopsis() {
    return "--input LOG... [OPTION...]";
  }

  @Override
  public List<Section> sections() {
    return List.of(
        new Section(
            "Input", List.of(InputOptions.INPUT, InputOptions.SNAPSHOT, InputOptions.INPUT_FORMAT)),
        new Section("Table", List.of(NAMESPACES, PODNAME, SELECTOR, WIDE)));
  }

  @Override
  public List<String> exitCodes() {
    return List.of("0  the table is printed", "2  wrong usage or unusable input");
  }

  @Override
  public int run(Arguments arguments, Shell shell) throws IOException {
    Inputs inputs = Inputs.withTrace(arguments, shell);
    Optional<LabelSelector> selector =
        Optional.of(SELECTOR)
            .filter(arguments::has)
            .flatMap(arguments::value)
            .map(text -> SelectorText.parse(SELECTOR, text));
    try (TraceReader reader = inputs.traces()) {
      ClusterSnapshot snapshot = selector.isEmpty() ? inputs.snapshot() : known(inputs, reader);
      ConnectFilter filter =
          new ConnectFilter(
              Set.copyOf(arguments.values(NAMESPACES)),
              Set.copyOf(arguments.values(PODNAME)),
              selector,
              snapshot);
      ConnectTable table = new ConnectTable(new StandardOutput(shell.out()), arguments.has(WIDE));
      ShownConnects shown = new ShownConnects(table, filter);
      table.header();
      reader.read(shown);
      Inputs.mustHaveRead(reader, arguments);
      table.flush();
      if (!shown.left().isEmpty()) {
        shell.err().println(shown.left());
      }
    }
    return 0;
  }

  /** All that is known about pods: a label may stand in the trace after the pod's first connect. */
  private static ClusterSnapshot known(Inputs inputs, TraceReader reader) {
    return Advisor.of(inputs.snapshot()).observe(reader).snapshot();
  }
}
