// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.SharedData;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Protocol;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What the tools that enforce policies log: Antrea, the agent of AWS, OVN; and columns with pods.
 */
class PolicyLogsTest {

  private static Records file(String name) {
    Path path = SharedData.path("trace-samples/" + name);
    return Records.read(TraceReader.of(TraceSource.of(path)));
  }

  @Test
  void antreas_audit_log_tells_verdict_and_pod() {
    Records records = file("antrea/np.log");

    assertThat(records.reasons()).isEqualTo(Map.of(SkipReason.OTHER_PROTOCOL, 3));
    assertThat(records.events)
        .extracting(ConnectionEvent::outcome)
        .containsExactly(Outcome.DENIED, Outcome.ATTEMPTED);
    ConnectionEvent denied = records.events.get(0);
    assertThat(denied.observer().identity()).isEqualTo(Identity.pod("default", "nettoolv3", ""));
    assertThat(denied.side()).isEqualTo(Side.ACCEPT);
    assertThat(denied.daddr()).contains(IpAddress.parse("10.10.1.14"));
    assertThat(denied.dport()).isEqualTo(80);
    assertThat(denied.time()).isEqualTo(Timestamps.parse("2023-07-04T12:45:21.804416Z"));
  }

  @Test
  void antreas_flows_are_read_with_names_or_numbers() {
    Records records = file("antrea/flowlogger.csv");

    assertThat(records.events).hasSize(2);
    ConnectionEvent event = records.events.get(0);
    assertThat(records.events.get(1)).isEqualTo(event);
    assertThat(event.outcome()).isEqualTo(Outcome.DENIED);
    assertThat(event.protocol()).isEqualTo(Protocol.TCP);
    assertThat(event.observer().identity())
        .isEqualTo(Identity.pod("antrea-test", "perftest-a", ""));
    assertThat(event.peer().identity()).isEqualTo(Identity.pod("antrea-test-b", "perftest-b", ""));
    assertThat(event.node()).isEqualTo("k8s-node-control-plane");
    assertThat(event.requested()).contains(new Requested(IpAddress.parse("10.10.1.10"), 5202));
    assertThat(event.time()).isEqualTo(1637706961L * 1_000_000_000);
  }

  @Test
  void all_shapes_of_the_agent_of_aws_say_the_same() {
    String fields =
        "{\"level\":\"info\",\"ts\":\"2026-04-13T21:18:46.888Z\",\"logger\":\"ebpf-client\",\"msg\":\"Flow"
            + " Info: \",\"Src IP\":\"10.0.1.28\",\"Src Port\":55484,\"Dest"
            + " IP\":\"10.0.1.132\",\"Dest Port\":80,\"Proto\":\"TCP\",\"Verdict\":\"DENY\"}";
    String message =
        "{\"level\":\"debug\",\"ts\":\"2026-04-13T21:18:46.888Z\",\"msg\":\"Flow Info: Src IP:"
            + " 10.0.1.28 Src Port: 55484 Dest IP: 10.0.1.132 Dest Port: 80 Proto TCP Verdict DENY"
            + " Direction egress\"}";
    String colons = message.replace("Proto", "Proto:").replace("Verdict", "Verdict:");
    Records records =
        Records.of(
            fields,
            message,
            colons.replace("Direction", "Direction:").replace("egress", "egress Tier: ADMIN"),
            "{\"level\":\"info\",\"ts\":\"2026-04-13T21:18:46.888Z\",\"msg\":\"starting\"}",
            message.replace("DENY", "EXPIRED/DELETED"),
            message.replace("TCP", "ICMP"));

    assertThat(records.events).hasSize(3);
    assertThat(records.events).containsOnly(records.events.get(0));
    assertThat(records.events.get(0).format()).isEqualTo(TraceFormat.AWS_CLOUDWATCH);
    assertThat(records.events.get(0).outcome()).isEqualTo(Outcome.DENIED);
    assertThat(records.events.get(0).saddr()).contains(IpAddress.parse("10.0.1.28"));
    assertThat(records.skips)
        .extracting(SkippedRecord::reason)
        .containsExactly(
            SkipReason.NOT_A_CONNECTION, SkipReason.NOT_A_CONNECTION, SkipReason.OTHER_PROTOCOL);
  }

  @Test
  void cloudwatch_names_the_node() {
    Records records =
        Records.of(
            "2026-04-13T21:18:46.888Z Node: ip-10-0-1-7;SIP: 10.0.1.28;SPORT: 55484;DIP:"
                + " 10.0.1.133;DPORT: 53;PROTOCOL: UDP;PolicyVerdict: ACCEPT");

    assertThat(records.events).extracting(ConnectionEvent::node).containsExactly("ip-10-0-1-7");
    assertThat(records.events.get(0).protocol()).isEqualTo(Protocol.UDP);
  }

  private static String ovn(String direction, String packet) {
    return "2023-11-02T16:28:54.139Z|00004|acl_log(ovn_pinctrl0)|INFO|name=\"NP:a:b:Ingress\","
        + " verdict=allow, severity=alert, direction="
        + direction
        + ": "
        + packet;
  }

  private static final String PACKET =
      "tcp,vlan_tci=0x0000,nw_src=10.131.0.39,nw_dst=10.129.2.35,tp_src=58496,tp_dst=8080,tcp_flags=";

  @Test
  void ovn_sees_packets_on_their_way_in_and_out() {
    Records records =
        Records.of(
            ovn("to-lport", PACKET + "syn"),
            ovn("from-lport", PACKET + "syn"),
            ovn("to-lport", PACKET + "syn").replace("verdict=allow", "verdict=drop"));

    assertThat(records.events)
        .extracting(ConnectionEvent::side)
        .containsExactly(Side.ACCEPT, Side.CONNECT, Side.ACCEPT);
    assertThat(records.events)
        .extracting(ConnectionEvent::outcome)
        .containsExactly(Outcome.ATTEMPTED, Outcome.ATTEMPTED, Outcome.DENIED);
    assertThat(records.events).noneMatch(ConnectionEvent::uncertain);
  }

  @Test
  void an_answer_that_ovn_logs_is_turned_round() {
    String answer = "tcp,nw_src=10.129.2.35,nw_dst=10.131.0.39,tp_src=8080,tp_dst=58496,tcp_flags=";
    Records records =
        Records.of(
            ovn("to-lport", answer + "syn|ack"),
            ovn("to-lport", answer + "psh|ack"),
            ovn("to-lport", "udp,nw_src=10.129.2.35,nw_dst=10.131.0.39,tp_src=53,tp_dst=58496"),
            ovn(
                "to-lport",
                "tcp,nw_src=10.0.0.1,nw_dst=10.0.0.2,tp_src=8080,tp_dst=9090,tcp_flags=ack"));

    // What comes to a client is a connect of the client.
    assertThat(records.events.subList(0, 3))
        .allMatch(event -> event.side() == Side.CONNECT)
        .allMatch(event -> event.saddr().equals(IpAddress.tryParse("10.131.0.39")))
        .allMatch(event -> event.dport() < 9000);
    assertThat(records.events)
        .extracting(ConnectionEvent::uncertain)
        .containsExactly(false, true, true, true);
    assertThat(records.events.get(3).outcome()).isEqualTo(Outcome.UNCERTAIN);
  }

  @Test
  void flags_of_congestion_control_do_not_hide_who_began() {
    String asked = "tcp,nw_src=10.9.0.1,nw_dst=10.9.0.2,tp_src=41000,tp_dst=50051,tcp_flags=";
    String answered = "tcp,nw_src=10.9.0.2,nw_dst=10.9.0.1,tp_src=50051,tp_dst=41000,tcp_flags=";
    Records records =
        Records.of(
            ovn("from-lport", asked + "syn"),
            ovn("from-lport", asked + "syn|ece|cwr"),
            ovn("to-lport", answered + "syn|ack|ece"));

    // Both ports are of the range that clients get.
    assertThat(records.events).hasSize(3).containsOnly(records.events.get(0));
  }

  @Test
  void a_datagram_from_the_lower_port_is_an_answer() {
    Records records =
        Records.of(
            ovn("from-lport", "udp,nw_src=10.9.0.1,nw_dst=10.9.0.2,tp_src=1024,tp_dst=53"),
            ovn("to-lport", "udp,nw_src=10.9.0.2,nw_dst=10.9.0.1,tp_src=53,tp_dst=1024"),
            ovn("to-lport", "udp,nw_src=10.9.0.2,nw_dst=10.9.0.1,tp_src=123,tp_dst=123"),
            ovn("to-lport", "udp,nw_src=10.9.0.2,nw_dst=10.9.0.1,tp_src=4789,tp_dst=4790"));

    assertThat(records.events.get(1)).isEqualTo(records.events.get(0));
    assertThat(records.events)
        .extracting(event -> event.side() + " " + event.dport() + " " + event.outcome())
        .containsExactly(
            "CONNECT 53 ATTEMPTED",
            "CONNECT 53 ATTEMPTED",
            "ACCEPT 123 ATTEMPTED",
            "CONNECT 4789 UNCERTAIN");
    assertThat(records.events).allMatch(ConnectionEvent::uncertain);
  }

  @Test
  void ovns_other_lines_are_counted_apart() {
    Records records =
        Records.of(
            ovn("to-lport", PACKET + "syn"),
            ovn("to-lport", "icmp,nw_src=10.131.0.39,nw_dst=10.129.2.35,icmp_type=8"),
            "2023-11-02T16:28:54.139Z|00005|acl_log(ovn_pinctrl0)|INFO|name=\"NP:a",
            "2023-11-02T16:28:54.139Z|00006|rconn|INFO|connected");

    assertThat(records.skips)
        .extracting(SkippedRecord::reason)
        .containsExactly(SkipReason.OTHER_PROTOCOL, SkipReason.MALFORMED, SkipReason.NOT_A_RECORD);
  }

  @Test
  void what_ovn_left_out_is_lost() {
    Records records =
        Records.of(
            ovn("to-lport", PACKET + "syn"),
            "2023-11-02T16:29:54.139Z|00006|acl_log(ovn_pinctrl0)|WARN|Dropped 12 log messages in"
                + " last 60 seconds (most recently, 59 seconds ago) due to excessive rate");

    assertThat(records.events).hasSize(1);
    assertThat(records.skips).isEmpty();
    assertThat(records.losses)
        .extracting(lost -> lost.layer() + " " + lost.count())
        .containsExactly("log 12");
    assertThat(records.losses.get(0).time())
        .isEqualTo(Timestamps.parse("2023-11-02T16:29:54.139Z"));
  }

  @Test
  void columns_of_inspektor_gadget_name_pods_and_services() {
    Records connects = file("inspektor-gadget/trace_tcpconnect_columns.txt");

    assertThat(connects.events).hasSize(22);
    assertThat(connects.reasons().keySet())
        .isSubsetOf(SkipReason.NOT_A_CONNECTION, SkipReason.NOT_A_RECORD);
    ConnectionEvent raw = connects.events.get(0);
    assertThat(raw.observer().identity()).isEqualTo(Identity.pod("default", "mypod", ""));
    assertThat(raw.node()).isEqualTo("minikube-docker");
    assertThat(raw.daddr()).contains(IpAddress.parse("1.1.1.1"));
    assertThat(raw.saddr()).isEmpty();
    assertThat(connects.events)
        .extracting(event -> event.peer().identity())
        .contains(Identity.service("default", "nginx"));

    Records traces = file("inspektor-gadget/trace_tcp_columns.txt");
    assertThat(traces.events).hasSize(2);
    assertThat(traces.events.get(0).comm()).isEqualTo("wget");
    assertThat(traces.events.get(1).saddr()).contains(IpAddress.parse("172.17.0.2"));
  }

  @Test
  void an_accept_in_columns_has_the_server_first() {
    Records records =
        Records.of(
            "n demo web-0 web p/demo/web-0:8080 p/demo/client:40000 web server 7506 7506 0 0"
                + " accept",
            "n demo web-0 web p/demo/web-0:8080 p/demo/client:40000 web server 7506 7506 0 0"
                + " close");

    assertThat(records.reasons()).isEqualTo(Map.of(SkipReason.NOT_A_CONNECTION, 1));
    ConnectionEvent accept = records.events.get(0);
    assertThat(accept.side()).isEqualTo(Side.ACCEPT);
    assertThat(accept.dport()).isEqualTo(8080);
    assertThat(accept.sport()).isEqualTo(40000);
    assertThat(accept.peer().identity()).isEqualTo(Identity.pod("demo", "client", ""));
    assertThat(accept.comm()).isEqualTo("web server");
  }
}
