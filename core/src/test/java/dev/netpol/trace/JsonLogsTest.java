// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.SharedData;
import dev.netpol.model.Labels;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Calico's flow logs, Inspektor Gadget's trace_tcp and Falco's alerts: JSON with one line a
 * connection.
 */
class JsonLogsTest {

  private static final CalicoReaderTest CALICO = new CalicoReaderTest();
  private static final GadgetTcpReaderTest GADGET = new GadgetTcpReaderTest();
  private static final FalcoReaderTest FALCO = new FalcoReaderTest();

  private static ConnectionEvent only(String line) {
    Records records = Records.of(line);
    assertThat(records.skips).isEmpty();
    assertThat(records.events).hasSize(1);
    return records.events.get(0);
  }

  @Test
  void calico_denies_at_the_end_that_reports() {
    ConnectionEvent event = only(CALICO.lines().get(0));

    assertThat(event.side()).isEqualTo(Side.ACCEPT);
    assertThat(event.outcome()).isEqualTo(Outcome.DENIED);
    assertThat(event.count()).isEqualTo(2);
    assertThat(event.node()).isEqualTo("node-1");
    assertThat(event.observer().identity())
        .isEqualTo(Identity.pod("shop", "checkout-755d8c7f9-zxwvt", ""));
    assertThat(event.observer().labels())
        .isEqualTo(Labels.of(Map.of("app", "checkout", "pod-template-hash", "755d8c7f9")));
    assertThat(event.peer())
        .isEqualTo(Peer.of(Identity.pod("tools", "multitool", ""), Labels.of("run", "multitool")));
    assertThat(event.time()).isEqualTo(1_659_621_542_000_000_000L);
    assertThat(event.last()).isEqualTo(1_659_621_842_000_000_000L);
  }

  @Test
  void calicos_aggregated_flows_are_known_by_names_and_labels() {
    ConnectionEvent event = only(CALICO.lines().get(1));

    assertThat(event.saddr()).isEmpty();
    assertThat(event.daddr()).isEmpty();
    assertThat(event.observer().identity())
        .isEqualTo(Identity.pod("shop", "frontend-6f8c7b9d4-*", ""));
    assertThat(event.peer().identity()).isEqualTo(Identity.pod("shop", "checkout-755d8c7f9-*", ""));
    // Seven flows, of which two began before.
    assertThat(event.count()).isEqualTo(5);
  }

  @Test
  void a_time_of_calicos_that_cannot_be_read_is_told() {
    String line = CALICO.lines().get(0);
    Records records =
        Records.of(
            line,
            line.replace("1659621542", "\"yesterday\""),
            line.replace("1659621842", "1659621842000"),
            line.replace("1659621542", "\"-\"").replace("1659621842", "null"));

    assertThat(records.events).hasSize(4);
    assertThat(records.unreadableTimes)
        .extracting(Place::offset)
        .containsExactly(records.places.get(1).offset(), records.places.get(2).offset());
  }

  @Test
  void goldmane_writes_labels_as_one_text() {
    ConnectionEvent event = only(CALICO.lines().get(2));

    assertThat(event.observer().labels())
        .isEqualTo(Labels.of(Map.of("app", "frontend", "pod-template-hash", "6f8c7b9d4")));
    assertThat(event.peer().identity())
        .isEqualTo(new Identity(Identity.Kind.OTHER, "", "dns.café", ""));
  }

  @Test
  void calicos_icmp_and_halves_are_counted() {
    String line = CALICO.lines().get(0);
    Records records =
        Records.of(
            line,
            line.replace("\"proto\":\"tcp\"", "\"proto\":\"icmp\""),
            line.replace("\"dest_port\":5050", "\"dest_port\":null"),
            line.replace("\"reporter\":\"dst\"", "\"reporter\":\"fwd\""),
            line.replace("\"reporter\":\"dst\",", ""),
            "{\"something\":1}");

    assertThat(records.events).hasSize(1);
    assertThat(records.reasons())
        .isEqualTo(
            Map.of(
                SkipReason.OTHER_PROTOCOL, 1,
                SkipReason.MALFORMED, 2,
                SkipReason.NOT_A_CONNECTION, 1,
                SkipReason.UNKNOWN_TYPE, 1));
  }

  @Test
  void trace_tcp_has_the_server_first_where_it_accepts() {
    ConnectionEvent event = only(GADGET.lines().get(1));

    assertThat(event.side()).isEqualTo(Side.ACCEPT);
    assertThat(event.outcome()).isEqualTo(Outcome.ESTABLISHED);
    assertThat(event.daddr().orElseThrow()).hasToString("10.244.0.9");
    assertThat(event.dport()).isEqualTo(8080);
    assertThat(event.sport()).isEqualTo(41464);
    assertThat(event.comm()).isEqualTo("café");
    assertThat(event.observer().owner()).isEqualTo("Deployment/web");
    assertThat(event.observer().labels())
        .isEqualTo(Labels.of(Map.of("app", "web", "pod-template-hash", "6f8c7b9d4")));
    assertThat(event.peer())
        .isEqualTo(Peer.of(Identity.pod("demo", "client", ""), Labels.of("run", "client")));
  }

  @Test
  void what_trace_tcp_accepted_is_established_without_a_word_on_errors() {
    String line = GADGET.lines().get(1).replace("\"error\":\"\",\"error_raw\":0,", "");

    assertThat(only(line).outcome()).isEqualTo(Outcome.ESTABLISHED);
  }

  @Test
  void trace_tcp_says_how_a_connect_failed() {
    ConnectionEvent event = only(GADGET.lines().get(2));

    assertThat(event.outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(event.errno()).isEqualTo(111);
    assertThat(event.peer())
        .isEqualTo(Peer.of(Identity.service("demo", "db"), Labels.of("app", "db")));
  }

  @Test
  void an_unspecified_address_is_told_where_no_name_is() {
    String connect = GADGET.lines().get(2);
    String accept = GADGET.lines().get(1);
    String nameless = connect.replaceFirst(",\"k8s\":\\{\"kind.*?}", "");

    assertThat(only(nameless.replace("fd00::2", "0.0.0.0")).daddr().orElseThrow())
        .hasToString("0.0.0.0");
    assertThat(only(nameless.replace("fd00::2", "::")).daddr().orElseThrow()).hasToString("::");
    assertThat(only(connect.replace("fd00::2", "0.0.0.0")).daddr()).isEmpty();
    assertThat(only(accept.replace("10.244.0.9", "0.0.0.0")).daddr()).isEmpty();
  }

  @Test
  void trace_tcp_names_an_error_that_it_does_not_number() {
    String line = GADGET.lines().get(2);

    assertThat(only(line.replace(",\"error_raw\":111", "")).outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(only(line.replace("111", "null")).outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(only(line.replace("ECONNREFUSED\",\"error_raw\":111", "EHOSTUNREACH\"")).outcome())
        .isEqualTo(Outcome.ERROR);
    assertThat(only(line.replace("ECONNREFUSED\",\"error_raw\":111", "\"")).outcome())
        .isEqualTo(Outcome.ATTEMPTED);
  }

  @Test
  void the_manuals_lines_of_trace_tcp_are_attempts() {
    for (String name : new String[] {"trace_tcp_kubectl.jsonl", "trace_tcp_ig.jsonl"}) {
      Records records =
          Records.read(
              TraceReader.of(
                  TraceSource.of(SharedData.path("trace-samples/inspektor-gadget/" + name))));

      assertThat(records.events)
          .extracting(event -> event.format() + " " + event.outcome() + " " + event.dport())
          .containsExactly("INSPEKTOR_GADGET_TCP ATTEMPTED 80");
    }
  }

  @Test
  void falco_knows_client_and_server_whoever_was_watched() {
    ConnectionEvent connect = only(FALCO.lines().get(0));
    ConnectionEvent accept = only(FALCO.lines().get(1));
    ConnectionEvent sent = only(FALCO.lines().get(2));

    // In progress is no failure.
    assertThat(connect.outcome()).isEqualTo(Outcome.ATTEMPTED);
    assertThat(connect.observer().identity()).isEqualTo(Identity.pod("demo", "web-0", ""));
    assertThat(connect.saddr().orElseThrow()).hasToString("10.244.0.5");
    assertThat(connect.dport()).isEqualTo(80);
    assertThat(accept.side()).isEqualTo(Side.ACCEPT);
    assertThat(accept.outcome()).isEqualTo(Outcome.ESTABLISHED);
    assertThat(accept.time()).isEqualTo(1_795_176_001_000_000_000L);
    assertThat(accept.dport()).isEqualTo(8080);
    assertThat(sent.uncertain()).isTrue();
    assertThat(sent.daddr().orElseThrow()).hasToString("fd00::6");
  }

  private static String received(String more) {
    return "{'rule':'Receive','time':'2026-11-20T12:00:01Z','output_fields':{'evt.type':'recvmsg',"
            .replace('\'', '"')
        + more.replace('\'', '"')
        + "\"fd.l4proto\":\"tcp\",\"k8s.ns.name\":\"demo\",\"k8s.pod.name\":\"api\"}}";
  }

  private static final String TUPLE = "'fd.name':'10.244.0.5:40001->10.244.0.6:8080',";

  @Test
  void falco_does_not_always_tell_which_side_received() {
    ConnectionEvent event = only(received(TUPLE));

    // A connect of whoever has the address, and not of the pod that is named.
    assertThat(event.side()).isEqualTo(Side.CONNECT);
    assertThat(event.saddr().orElseThrow()).hasToString("10.244.0.5");
    assertThat(event.daddr().orElseThrow()).hasToString("10.244.0.6");
    assertThat(event.observer().identity()).isEqualTo(Identity.NONE);
    assertThat(event.count()).isZero();
  }

  @Test
  void falco_knows_the_server_by_its_flag_or_its_local_end() {
    ConnectionEvent flag = only(received(TUPLE + "'fd.is_server':true,"));

    assertThat(flag.side()).isEqualTo(Side.ACCEPT);
    assertThat(flag.observer().identity()).isEqualTo(Identity.pod("demo", "api", ""));
    assertThat(only(received(TUPLE + "'fd.is_server':'true',"))).isEqualTo(flag);
    assertThat(only(received(TUPLE + "'fd.lip':'10.244.0.6',"))).isEqualTo(flag);
    assertThat(only(received(TUPLE + "'fd.rip':'10.244.0.5','fd.rport':40001,"))).isEqualTo(flag);
    assertThat(only(received(TUPLE + "'fd.lip':'10.244.0.5','fd.lport':40001,")).side())
        .isEqualTo(Side.CONNECT);
    assertThat(only(received(TUPLE + "'fd.is_server':false,")).observer())
        .isEqualTo(flag.observer());
  }

  @Test
  void falcos_local_and_remote_end_are_ordered_by_the_event_or_the_ports() {
    String ends = "'fd.lip':'10.244.0.6','fd.lport':8080,'fd.rip':'10.244.0.5','fd.rport':40001,";
    ConnectionEvent received = only(received(ends));
    ConnectionEvent accept = only(received(ends).replace("recvmsg", "accept4"));
    ConnectionEvent unknown = only(received(ends.replace("40001", "9000")));

    assertThat(received.side()).isEqualTo(Side.ACCEPT);
    assertThat(received.uncertain()).isTrue();
    assertThat(accept.daddr().orElseThrow()).hasToString("10.244.0.6");
    assertThat(accept.sport()).isEqualTo(40001);
    assertThat(unknown.outcome()).isEqualTo(Outcome.UNCERTAIN);
  }

  @Test
  void falcos_results_are_outcomes() {
    String line = FALCO.lines().get(0);

    assertThat(only(line.replace("-115", "0")).outcome()).isEqualTo(Outcome.ESTABLISHED);
    assertThat(only(line.replace("-115", "-111")).outcome()).isEqualTo(Outcome.REFUSED);
    assertThat(only(line.replace("-115", "-110")).outcome()).isEqualTo(Outcome.TIMEOUT);
    assertThat(only(line.replace("-115", "-1")).outcome()).isEqualTo(Outcome.ERROR);
    assertThat(only(line.replace("\"evt.rawres\":-115", "\"evt.res\":\"ECONNREFUSED\"")).outcome())
        .isEqualTo(Outcome.REFUSED);
  }

  @Test
  void falcos_other_alerts_are_no_connections() {
    String line = FALCO.lines().get(0);
    Records records =
        Records.of(
            line,
            "{\"priority\":\"Notice\",\"rule\":\"Shell\",\"output_fields\":{\"proc.name\":\"sh\",\"fd.name\":\"/etc/shadow\"}}",
            "{\"priority\":\"Notice\",\"rule\":\"Shell\",\"output_fields\":{\"fd.name\":null,\"fd.sip\":\"<NA>\"}}",
            line.replace("\"tcp\"", "\"icmp\""),
            "{\"something\":1}");

    assertThat(records.events).hasSize(1);
    assertThat(records.reasons())
        .isEqualTo(
            Map.of(
                SkipReason.NOT_A_CONNECTION, 2,
                SkipReason.OTHER_PROTOCOL, 1,
                SkipReason.UNKNOWN_TYPE, 1));
  }

  @Test
  void what_falco_dropped_is_lost() {
    String alert =
        "{\"hostname\":\"n1\",\"priority\":\"Critical\",\"rule\":\"Falco internal: syscall event"
            + " drop\",\"time\":\"2026-11-20T12:00:02Z\",\"output_fields\":{\"n_drops\":\"123\",\"n_evts\":\"1181\"}}";
    Records records =
        Records.of(FALCO.lines().get(0), alert, alert.replace("\"n_drops\":\"123\",", ""));

    assertThat(records.events).hasSize(1);
    assertThat(records.skips).isEmpty();
    assertThat(records.losses)
        .extracting(lost -> lost.node() + " " + lost.layer() + " " + lost.count())
        .containsExactly("n1 syscall 123", "n1 syscall 1");
    assertThat(records.losses.get(0).time()).isEqualTo(Timestamps.parse("2026-11-20T12:00:02Z"));
  }

  /** A parser remembers names of fields: hostile ones must not fill the memory. */
  @Test
  void a_field_with_an_endless_name_is_malformed() {
    String line = FALCO.lines().get(0);
    String endless = "{\"" + "x".repeat(100_000) + "\":1," + line.substring(1);

    assertThat(Records.of(line, endless).reasons()).isEqualTo(Map.of(SkipReason.MALFORMED, 1));
  }
}
