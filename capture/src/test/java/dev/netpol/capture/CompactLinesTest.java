// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Protocol;
import dev.netpol.trace.ConnectionEvent;
import dev.netpol.trace.Identity;
import dev.netpol.trace.Outcome;
import dev.netpol.trace.Peer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CompactLinesTest {
  private static final Pod XWING =
      new Pod(Identity.pod("default", "xwing", "u"), "", Optional.empty(), List.of());

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Test
  void a_connection_is_one_line() throws Exception {
    assertThat(lines(connect("curl", "/usr/bin/curl").build()))
        .isEqualTo("connect default/xwing /usr/bin/curl tcp 10.0.0.6:34965 -> 104.198.14.52:80\n");
  }

  @Test
  void how_a_connection_failed_is_the_last_word() throws Exception {
    assertThat(
            lines(
                connect("curl", "")
                    .from(IpAddress.parse("fd00::6"), 34965)
                    .to(IpAddress.parse("fd00::7"), 80)
                    .outcome(Outcome.REFUSED, 0, 1)
                    .build()))
        .isEqualTo("connect default/xwing curl tcp [fd00::6]:34965 -> [fd00::7]:80 refused\n");
  }

  @Test
  void what_is_not_known_is_a_dash_and_what_is_outside_pods_has_the_nodes_name() throws Exception {
    assertThat(
            lines(
                ConnectionEvent.accept()
                    .protocol(Protocol.UDP)
                    .from(IpAddress.parse("10.0.0.6"), 34965)
                    .to(IpAddress.parse("10.0.0.7"), 53)
                    .outcome(Outcome.ATTEMPTED, 0, -1)
                    .repeated(1200, 9)
                    .build()))
        .isEqualTo("accept  node-1 - udp 10.0.0.6:34965 -> 10.0.0.7:53 x1,200\n");
  }

  @Test
  void programs_start_and_end_with_their_status_on_request() throws Exception {
    CompactLines lines = new CompactLines(out, "node-1", true);
    lines.started(new Event.Exec(0, 0, 7, 1, "curl", "/usr/bin/curl"), XWING, "/usr/bin/curl");
    lines.ended(new Event.Exit(0, 0, 7, 1, "curl", 6 << 8), XWING, "/usr/bin/curl");
    lines.ended(new Event.Exit(0, 0, 8, 1, "sh", 9), Pod.outside(""), "");
    lines.flush();
    assertThat(out.toString(UTF_8))
        .isEqualTo(
            """
            process default/xwing /usr/bin/curl
            exit    default/xwing /usr/bin/curl 6
            exit    node-1 sh signal 9
            """);

    out.reset();
    CompactLines without = new CompactLines(out, "node-1", false);
    without.started(new Event.Exec(0, 0, 7, 1, "curl", "/usr/bin/curl"), XWING, "/usr/bin/curl");
    without.flush();
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void a_name_cannot_break_a_line_or_look_like_another_field() throws Exception {
    assertThat(lines(connect("x", "/tmp/a\nb \u001b[31m\"\u202e\u00e9").build()))
        .isEqualTo(
            "connect default/xwing /tmp/a\\nb\\x20\\x1b[31m\"\\u{202e}\u00e9 tcp"
                + " 10.0.0.6:34965 -> 104.198.14.52:80\n");
  }

  private String lines(ConnectionEvent event) throws IOException {
    CompactLines lines = new CompactLines(out, "node-1", false);
    lines.connection(event);
    lines.flush();
    return out.toString(UTF_8);
  }

  private static ConnectionEvent.Builder connect(String comm, String exe) {
    return ConnectionEvent.connect()
        .observer(Peer.of(Identity.pod("default", "xwing", "u"), Labels.NONE))
        .process(7, comm, exe)
        .from(IpAddress.parse("10.0.0.6"), 34965)
        .to(IpAddress.parse("104.198.14.52"), 80);
  }
}
