// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.SharedData;
import dev.netpol.model.IpAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The tables of BCC's and libbpf-tools' tcpconnect, tcptracer, tcpstates and tcplife. */
class BccTest {

  private static Records file(String name) {
    Path path = SharedData.path("trace-samples/bcc/" + name);
    return Records.read(TraceReader.of(TraceSource.of(path)));
  }

  private static ConnectionEvent one(TraceFormat format, String line) {
    Records records = Records.read(Records.reader(line).format(format));
    assertThat(records.skips).isEmpty();
    assertThat(records.events).hasSize(1);
    return records.events.get(0);
  }

  private static ConnectionEvent connect(String line) {
    return one(TraceFormat.BCC_TCPCONNECT, line);
  }

  private static String ends(ConnectionEvent event) {
    return event.saddr().map(IpAddress::toString).orElse("?")
        + ":"
        + event.sport()
        + " "
        + event.daddr().map(IpAddress::toString).orElse("?")
        + ":"
        + event.dport();
  }

  @Test
  void every_row_of_the_documentation_of_tcpconnect_is_read() {
    Records records = file("tcpconnect_example.txt");

    assertThat(records.events)
        .hasSize(29)
        .extracting(ConnectionEvent::side)
        .containsOnly(Side.CONNECT);
    assertThat(records.reasons().keySet())
        .containsExactly(SkipReason.BLANK, SkipReason.NOT_A_RECORD, SkipReason.NOT_A_CONNECTION);
    assertThat(records.events).extracting(ConnectionEvent::outcome).containsOnly(Outcome.ATTEMPTED);
    assertThat(records.events.get(28).count()).isEqualTo(21);
  }

  @Test
  void columns_are_found_whatever_options_tcpconnect_had() {
    assertThat(
            ends(connect("3706   nc           4  192.168.122.205  57266  192.168.122.150  5000")))
        .isEqualTo("192.168.122.205:57266 192.168.122.150:5000");
    // libbpf-tools prints the ports together.
    assertThat(ends(connect("3706   nc           4  192.168.122.205  192.168.122.150  57266 5000")))
        .isEqualTo("192.168.122.205:57266 192.168.122.150:5000");
    assertThat(ends(connect("10.0.0.1  10.0.0.2  40000  443  7")))
        .isEqualTo("10.0.0.1:40000 10.0.0.2:443");
    ConnectionEvent query =
        connect("1.5   0     12     curl 4  10.0.0.1   10.0.0.2   443   No DNS Query");
    assertThat(ends(query)).isEqualTo("10.0.0.1:0 10.0.0.2:443");
    assertThat(query.pid()).isEqualTo(12);
    assertThat(query.comm()).isEqualTo("curl");
    assertThat(query.time()).isEqualTo(EventView.NO_TIME);
  }

  @Test
  void columns_that_run_into_each_other_cost_no_more_than_the_process_id() {
    // %-9.3f after 28 hours, and %-6d with a UID as OpenShift gives it.
    ConnectionEvent late = connect("100000.0011234  curl 4  10.0.0.1   10.0.0.2   443");
    ConnectionEvent rich = connect("10006200001234  curl 4  10.0.0.1   10.0.0.2   443");

    assertThat(List.of(late, rich)).extracting(ConnectionEvent::comm).containsOnly("curl");
    assertThat(List.of(late, rich)).extracting(ConnectionEvent::pid).containsOnly(0);
  }

  @Test
  void a_process_may_have_any_name() {
    ConnectionEvent spaces = connect("77  my app 4    4  10.0.0.1   10.0.0.2   443");
    ConnectionEvent row = connect("77  a 4 :: ::1 80    4  10.0.0.1   10.0.0.2   443");
    ConnectionEvent query =
        connect("77  x 4 :: 1::2 80  4  10.0.0.1   10.0.0.2   443 a.b (101.5ms)");

    assertThat(spaces.comm()).isEqualTo("my app 4");
    assertThat(row.comm()).isEqualTo("a 4 :: ::1 80");
    assertThat(List.of(row, query))
        .extracting(BccTest::ends)
        .containsOnly("10.0.0.1:0 10.0.0.2:443");
  }

  @Test
  void a_name_that_was_asked_for_is_the_peers() {
    ConnectionEvent asked =
        connect("1  curl 4  10.0.0.1   198.51.100.2   443   www.example.com (123.342ms)");

    assertThat(asked.peer().identity().name()).isEqualTo("www.example.com");
    assertThat(connect("1  curl 4  10.0.0.1   198.51.100.2   443   No DNS Query").peer())
        .isEqualTo(Peer.NONE);
  }

  @Test
  void a_line_of_many_rows_is_none() {
    String many = "1 a 4 10.0.0.1 10.0.0.2 443 ".repeat(40_000);

    Records records = Records.of("1 a 4 10.0.0.1 10.0.0.2 443", many);

    assertThat(records.events).hasSize(1);
    assertThat(records.skips).hasSize(1);
  }

  @Test
  void a_name_that_was_asked_for_is_no_row() {
    Records records =
        Records.of(
            "PID    COMM         IP SADDR            DADDR            DPORT QUERY",
            "1  curl 4  10.0.0.1   10.0.0.2   443   x 4 10.0.0.9 10.0.0.8 22");

    assertThat(records.events).isEmpty();
    assertThat(records.skips)
        .extracting(SkippedRecord::reason)
        .containsExactly(SkipReason.NOT_A_CONNECTION, SkipReason.MALFORMED);
  }

  @Test
  void what_a_tool_says_it_lost_is_lost() {
    Records records =
        Records.of(
            "Tracing connect ... Hit Ctrl-C to end",
            "PID    COMM         IP SADDR            DADDR            DPORT",
            "1  curl 4  10.0.0.1   10.0.0.2   443",
            "Possibly lost 12 samples",
            "Lost 3 events on CPU #1!");

    assertThat(records.losses).extracting(LostRecord::count).containsExactly(12L, 3L);
    assertThat(records.events).hasSize(1);
  }

  @Test
  void tcptracer_tells_who_began() {
    Records records = file("tcptracer_example.txt");

    assertThat(records.events).hasSize(6);
    assertThat(records.events)
        .extracting(ConnectionEvent::outcome)
        .containsOnly(Outcome.ESTABLISHED);
    ConnectionEvent accept = records.events.get(3);
    assertThat(accept.side()).isEqualTo(Side.ACCEPT);
    assertThat(ends(accept)).isEqualTo("10.202.109.12:59160 10.202.210.1:8080");
    assertThat(ends(records.events.get(1))).isEqualTo("::1:55758 ::1:80");
  }

  @Test
  void tcptracer_is_not_taken_for_tcpconnect() {
    Records records =
        Records.of(
            "UID   T PID    COMM         IP SADDR            DADDR            SPORT DPORT",
            "1000  A 31002  server       4  192.168.1.2      192.168.1.1      8080  42590");

    assertThat(records.events)
        .extracting(ConnectionEvent::format)
        .containsExactly(TraceFormat.BCC_TCPTRACER);
    assertThat(ends(records.events.get(0))).isEqualTo("192.168.1.1:42590 192.168.1.2:8080");
  }

  @Test
  void columns_before_the_row_name_node_and_pod() {
    Records connects =
        Records.of(
            "NODE             NAMESPACE        PODNAME          CONTAINERNAME    PID    COMM         IP SADDR            DADDR            DPORT",
            "ip-10-0-30-247   default          mypod            mypod            9386   wget         4  10.2.232.47      1.1.1.1          80",
            "10.0.30.247      <>               <>               <>               12     curl         4  10.0.30.247      1.1.1.1          443");
    Records accepts =
        Records.of(
            "NODE             NAMESPACE        PODNAME          CONTAINERNAME    T  PID    COMM             IP SADDR            DADDR            SPORT  DPORT",
            "ip-10-0-30-247   demo             web-0            nginx            A  7      nginx            4  10.2.232.48      10.2.232.47      80     40000");

    assertThat(connects.events)
        .extracting(event -> event.node() + " " + event.observer().identity() + " " + event.comm())
        .containsExactly("ip-10-0-30-247 pod default/mypod wget", "10.0.30.247 none curl");
    assertThat(connects.events.get(0).pid()).isEqualTo(9386);
    assertThat(ends(connects.events.get(0))).isEqualTo("10.2.232.47:0 1.1.1.1:80");
    ConnectionEvent accept = accepts.events.get(0);
    assertThat(accept.format()).isEqualTo(TraceFormat.BCC_TCPTRACER);
    assertThat(accept.observer().identity()).isEqualTo(Identity.pod("demo", "web-0", ""));
    assertThat(ends(accept)).isEqualTo("10.2.232.47:40000 10.2.232.48:80");
  }

  @Test
  void a_connection_of_tcpstates_counts_once() {
    Records records = file("tcpstates_example.txt");

    assertThat(records.events).hasSize(1);
    ConnectionEvent connect = records.events.get(0);
    assertThat(connect.outcome()).isEqualTo(Outcome.ESTABLISHED);
    // The processor was idle when the answer came.
    assertThat(connect.comm()).isEmpty();
    assertThat(ends(connect)).isEqualTo("100.66.100.185:63446 52.33.159.26:80");
  }

  @Test
  void tcpstates_tells_failures_and_who_accepted() {
    Records records =
        Records.of(
            "ffff9fd7e8192000 0     swapper/5  10.0.0.1  63446 10.0.0.2    80    SYN_SENT -> CLOSE 1.37",
            "ffff9fd7e8192000 0     swapper/5  10.0.0.2  80    10.0.0.1    63446 SYN_RECV -> ESTABLISHED 0.00",
            "ffff9fd7e8192000 1     nginx      0.0.0.0   80    0.0.0.0     0     CLOSE -> LISTEN 0.00");

    assertThat(records.events)
        .extracting(ConnectionEvent::outcome)
        .containsExactly(Outcome.ERROR, Outcome.ESTABLISHED);
    assertThat(records.events).extracting(BccTest::ends).containsOnly("10.0.0.1:63446 10.0.0.2:80");
    assertThat(records.events)
        .extracting(ConnectionEvent::side)
        .containsExactly(Side.CONNECT, Side.ACCEPT);
    assertThat(records.reasons()).containsOnlyKeys(SkipReason.NOT_A_CONNECTION);
  }

  @Test
  void tcplife_is_judged_by_its_ports() {
    Records records =
        Records.of(
            "PID   COMM             IP LADDR  LPORT RADDR  RPORT  TX_KB  RX_KB MS",
            "1     a server         4  10.0.0.1  8080  10.0.0.2 40001  0   0 0.21",
            "2     client           4  10.0.0.2  40001 10.0.0.1 8080   0   0 0.21",
            "3     low              4  10.0.0.2  2000  10.0.0.1 8080   0   0 0.21");

    assertThat(records.events)
        .extracting(BccTest::ends)
        .containsExactly(
            "10.0.0.2:40001 10.0.0.1:8080",
            "10.0.0.2:40001 10.0.0.1:8080",
            "10.0.0.1:8080 10.0.0.2:2000");
    assertThat(records.events)
        .extracting(ConnectionEvent::side)
        .containsExactly(Side.ACCEPT, Side.CONNECT, Side.ACCEPT);
    assertThat(records.events)
        .extracting(ConnectionEvent::outcome)
        .containsExactly(Outcome.ATTEMPTED, Outcome.ATTEMPTED, Outcome.UNCERTAIN);
    assertThat(records.events).allMatch(ConnectionEvent::uncertain);
    assertThat(records.events.get(0).comm()).isEqualTo("a server");
  }
}
