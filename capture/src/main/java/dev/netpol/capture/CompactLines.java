// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.model.IpAddress;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.Words;
import dev.netpol.trace.ConnectionEvent;
import dev.netpol.trace.Identity;
import dev.netpol.trace.Outcome;
import dev.netpol.trace.Side;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * One line an event: {@code connect default/xwing /usr/bin/curl tcp 10.0.0.6:34965 ->
 * 104.198.14.52:80}. What is outside pods has the node's name in their place, what is not known a
 * dash; a connection that failed ends with how.
 */
final class CompactLines implements Recorder {
  private final OutputStream out;
  private final String node;
  private final boolean processes;
  private final StringBuilder lines = new StringBuilder();

  /**
   * Lines to a stream.
   *
   * @param processes whether starts and ends of programs are lines, too
   */
  CompactLines(OutputStream out, String node, boolean processes) {
    this.out = out;
    this.node = node;
    this.processes = processes;
  }

  @Override
  public void connection(ConnectionEvent event) {
    Identity pod = event.observer().identity();
    String who = pod.name().isEmpty() ? pod.uid() : pod.namespace() + "/" + pod.name();
    String program = event.exe().isEmpty() ? event.comm() : event.exe();
    begin(event.side() == Side.CONNECT ? "connect" : "accept", who, program);
    lines
        .append(' ')
        .append(event.protocol().name().toLowerCase(Locale.ROOT))
        .append(' ')
        .append(end(event.saddr(), event.sport()))
        .append(" -> ")
        .append(end(event.daddr(), event.dport()));
    if (event.count() > 1) {
      lines.append(" x").append(Words.number(event.count()));
    }
    if (event.outcome() != Outcome.ESTABLISHED && event.outcome() != Outcome.ATTEMPTED) {
      lines.append(' ').append(event.outcome().id());
    }
    lines.append('\n');
  }

  @Override
  public void started(Event.Exec exec, Pod pod, String exe) {
    if (processes) {
      begin("process", pod.shown(), exe.isEmpty() ? exec.comm() : exe);
      lines.append('\n');
    }
  }

  @Override
  public void ended(Event.Exit exit, Pod pod, String exe) {
    if (processes) {
      begin("exit", pod.shown(), exe.isEmpty() ? exit.comm() : exe);
      lines.append(exit.signal() == 0 ? " " + exit.code() : " signal " + exit.signal());
      lines.append('\n');
    }
  }

  @Override
  public void lost(long time, String layer, long more) {
    begin("lost", "", layer);
    lines.append(' ').append(Words.count(more, "event")).append('\n');
  }

  @Override
  public void flush() throws IOException {
    if (!lines.isEmpty()) {
      byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
      LineOutput.writeWhole(out, bytes, bytes.length);
      lines.setLength(0);
    }
  }

  private void begin(String what, String who, String program) {
    lines.append(what).append(" ".repeat(Math.max(0, "connect".length() - what.length())));
    lines.append(' ').append(word(who.isEmpty() ? node : who));
    lines.append(' ').append(word(program));
  }

  /** Without anything that a terminal obeys, and without spaces: what follows is another field. */
  private static String word(String text) {
    return text.isEmpty() ? "-" : Quoted.plain(text, 256).replace(" ", "\\x20");
  }

  private static String end(Optional<IpAddress> address, int port) {
    String text = address.map(IpAddress::toString).orElse("-");
    String host = text.indexOf(':') < 0 ? text : "[" + text + "]";
    return port == 0 ? host : host + ":" + port;
  }
}
