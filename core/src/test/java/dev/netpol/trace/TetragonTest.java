// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.SharedData;
import dev.netpol.model.Labels;
import dev.netpol.model.Protocol;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Tetragon's events, as JSON and as lines for people. */
class TetragonTest {

  private static Records file(String name) {
    return Records.read(
        TraceReader.of(TraceSource.of(SharedData.path("trace-samples/tetragon/" + name))));
  }

  private static String kprobe(String function, String args) {
    return ("{'process_kprobe':{'process':{'pid':7,'binary':'/usr/bin/curl','docker':'551e161c47d8',"
            + "'pod':{'namespace':'demo','name':'web-6f8c7b9d4-zxwvt','pod_labels':{'app':'web'},"
            + "'workload':'web','workload_kind':'Deployment'}},'function_name':'"
            + function
            + "',"
            + args
            + "},'node_name':'n1','time':'2026-03-15T00:06:31Z'}")
        .replace('\'', '"');
  }

  private static String sock(int sport, int dport, String more) {
    return "'args':[{'sock_arg':{'family':'AF_INET','protocol':'IPPROTO_TCP','saddr':'10.0.0.1',"
        + "'daddr':'10.0.0.2','sport':"
        + sport
        + ",'dport':"
        + dport
        + more
        + "}}]";
  }

  @Test
  void a_hook_tells_who_began() {
    Records records =
        Records.of(
            kprobe("tcp_connect", sock(40000, 80, ",'state':'TCP_SYN_SENT'")),
            kprobe(
                "inet_csk_accept",
                sock(80, 40000, "").replace("args':[", "return':").replace("}}]", "}}")),
            kprobe(
                "tcp_set_state",
                sock(40000, 80, ",'state':'TCP_SYN_SENT'").replace("}}]", "}},{'int_arg':1}]")),
            kprobe(
                "tcp_set_state",
                sock(80, 40000, ",'state':'TCP_SYN_RECV'").replace("}}]", "}},{'int_arg':1}]")),
            kprobe(
                "tcp_set_state",
                sock(40000, 80, ",'state':'TCP_SYN_SENT'").replace("}}]", "}},{'int_arg':7}]")),
            // A connection that was there before: its ports tell.
            kprobe("tcp_sendmsg", sock(40000, 80, ",'state':'TCP_ESTABLISHED'")),
            kprobe("tcp_close", sock(80, 40000, ",'state':'TCP_CLOSE_WAIT'")));

    assertThat(records.events)
        .extracting(
            event ->
                event.side() + " " + event.dport() + " " + event.outcome() + " " + event.count())
        .containsExactly(
            "CONNECT 80 ATTEMPTED 1",
            "ACCEPT 80 ESTABLISHED 1",
            "CONNECT 80 ESTABLISHED 1",
            "ACCEPT 80 ESTABLISHED 1",
            "CONNECT 80 ERROR 1",
            "CONNECT 80 ATTEMPTED 0",
            "ACCEPT 80 ATTEMPTED 0");
    assertThat(records.events)
        .extracting(event -> event.observer())
        .containsOnly(
            new Peer(
                Identity.pod("demo", "web-6f8c7b9d4-zxwvt", ""),
                Labels.of("app", "web"),
                "Deployment/web",
                Optional.empty(),
                Optional.empty(),
                false));
    assertThat(records.events.get(1).saddr()).isEqualTo(records.events.get(0).daddr());
    assertThat(records.events.get(0).comm()).isEqualTo("curl");
    assertThat(records.events.get(0).container()).isEqualTo("551e161c47d8");
  }

  @Test
  void what_a_socket_asks_for_stands_beside_it() {
    Records records =
        Records.of(
            kprobe(
                "security_socket_connect",
                "'args':[{'sock_arg':{'family':'AF_INET','type':'SOCK_DGRAM','protocol':'IPPROTO_UDP','saddr':'0.0.0.0','daddr':'0.0.0.0','sport':0,'dport':0}},{'sockaddr_arg':{'family':'AF_INET','addr':'10.96.0.10','port':53}}]"),
            kprobe(
                "security_socket_connect",
                "'args':[{'sock_arg':{'family':'AF_UNIX','type':'SOCK_STREAM'}},{'sockaddr_arg':{'family':'AF_UNIX'}}]"));

    assertThat(records.events)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.protocol()).isEqualTo(Protocol.UDP);
              assertThat(event.saddr()).isEmpty();
              assertThat(event.daddr().orElseThrow()).hasToString("10.96.0.10");
              assertThat(event.dport()).isEqualTo(53);
              assertThat(event.uncertain()).isTrue();
            });
    assertThat(records.reasons()).isEqualTo(Map.of(SkipReason.NOT_A_CONNECTION, 1));
  }

  @Test
  void without_a_pod_the_address_has_to_tell() {
    String pod =
        "\"docker\":\"551e161c47d8\",\"pod\":{\"namespace\":\"demo\",\"name\":\"web-6f8c7b9d4-zxwvt\","
            + "\"pod_labels\":{\"app\":\"web\"},\"workload\":\"web\",\"workload_kind\":\"Deployment\"}";
    String line = kprobe("tcp_connect", sock(40000, 80, "")).replace("," + pod, "");
    Records records = Records.of(line, line.replace("\"saddr\":\"10.0.0.1\",", ""));

    assertThat(records.events)
        .extracting(event -> event.observer().identity().kind())
        .containsExactly(Identity.Kind.NONE, Identity.Kind.HOST);
  }

  @Test
  void an_action_that_stops_a_connect_is_a_denial() {
    Records records =
        Records.of(
            kprobe("tcp_connect", sock(40000, 80, "") + ",'action':'KPROBE_ACTION_SIGKILL'"),
            kprobe("tcp_connect", sock(40000, 80, "") + ",'action':'KPROBE_ACTION_OVERRIDE'"),
            kprobe("tcp_connect", sock(40000, 80, "") + ",'action':'KPROBE_ACTION_POST'"));

    assertThat(records.events)
        .extracting(ConnectionEvent::outcome)
        .containsExactly(Outcome.DENIED, Outcome.DENIED, Outcome.ATTEMPTED);
  }

  private static String socket(String event, String ends) {
    return ("{'"
            + event
            + "':{'process':{'pid':7,'binary':'/usr/bin/curl','arguments':'--token s3cret','pod':{"
            + "'namespace':'demo','name':'web-6f8c7b9d4-zxwvt','pod_labels':{'app':'web'},"
            + "'workload':'web','workload_kind':'Deployment'}},"
            + ends
            + "},'node_name':'n1','time':'2026-03-15T00:06:31Z'}")
        .replace('\'', '"');
  }

  /** The events of Isovalent's build; the process is at the source. */
  @Test
  void sockets_that_connect_and_accept_are_events_of_their_own() {
    Records records =
        Records.of(
            socket(
                "process_connect",
                "'source_ip':'10.0.0.1','source_port':40000,'destination_ip':'203.0.113.7',"
                    + "'destination_port':443,'protocol':'TCP','sock_cookie':'18446612295542571776',"
                    + "'destination_names':['api.example.com','other.example.com']"),
            socket(
                "process_accept",
                "'source_ip':'10.0.0.1','source_port':8080,'destination_ip':'10.0.0.2',"
                    + "'destination_port':40000,'protocol':'TCP'"),
            // As protojson spells it, without the source.
            "{\"processConnect\":{\"process\":{\"pid\":7},\"destinationIp\":\"fd00::7\","
                + "\"destinationPort\":53,\"protocol\":\"UDP\"},\"nodeName\":\"n1\"}");

    assertThat(records.skips).isEmpty();
    assertThat(records.events)
        .extracting(
            event ->
                "%s %s %s:%d > %s:%d"
                    .formatted(
                        event.side(),
                        event.outcome(),
                        event.saddr().map(Object::toString).orElse("?"),
                        event.sport(),
                        event.daddr().orElseThrow(),
                        event.dport()))
        .containsExactly(
            "CONNECT ATTEMPTED 10.0.0.1:40000 > 203.0.113.7:443",
            "ACCEPT ESTABLISHED 10.0.0.2:40000 > 10.0.0.1:8080",
            "CONNECT ATTEMPTED ?:0 > fd00::7:53");
    assertThat(records.events.get(0).peer().identity())
        .isEqualTo(new Identity(Identity.Kind.OTHER, "", "api.example.com", ""));
    assertThat(records.events.get(1).peer()).isEqualTo(Peer.NONE);
    assertThat(records.events.subList(0, 2))
        .extracting(event -> event.observer().identity() + " " + event.exe())
        .containsOnly("pod demo/web-6f8c7b9d4-zxwvt /usr/bin/curl");
    assertThat(records.events.get(2).uncertain()).isTrue();
  }

  @Test
  void a_socket_event_without_its_end_is_counted() {
    Records records =
        Records.of(
            socket("process_connect", "'destination_ip':'10.0.0.2','destination_port':443"),
            socket("process_connect", "'destination_port':443,'protocol':'TCP'"),
            socket("process_connect", "'destination_ip':'10.0.0.2','protocol':'TCP'"),
            socket("process_listen", "'ip':'0.0.0.0','port':80,'protocol':'TCP'"),
            socket("process_close", "'source_ip':'10.0.0.1','source_port':40000"));

    assertThat(records.events).hasSize(1);
    assertThat(records.reasons())
        .isEqualTo(Map.of(SkipReason.MALFORMED, 2, SkipReason.NOT_A_CONNECTION, 2));
  }

  /** They often hold passwords. */
  @Test
  void arguments_of_programs_are_not_kept() {
    Records records =
        Records.of(
            socket(
                "process_connect",
                "'destination_ip':'10.0.0.2','destination_port':443,'protocol':'TCP'"));

    assertThat(records.events.toString()).contains("/usr/bin/curl").doesNotContain("s3cret");
  }

  @Test
  void other_events_are_counted_by_their_kind() {
    Records records =
        Records.of(
            kprobe("tcp_connect", sock(40000, 80, "")),
            "{\"process_exit\":{\"process\":{\"pid\":1}},\"node_name\":\"n1\",\"time\":\"2026-03-15T00:06:31Z\"}",
            "{\"rate_limit_info\":{\"number_of_dropped_process_events\":\"12\"},\"node_name\":\"n1\",\"time\":\"2026-03-15T00:06:31Z\"}",
            kprobe("security_file_permission", "'args':[{'file_arg':{'path':'/etc'}}]"),
            "{\"process_future\":{},\"node_name\":\"n1\"}",
            kprobe("tcp_connect", sock(40000, 0, "")));

    assertThat(records.events).hasSize(1);
    assertThat(records.losses)
        .extracting(lost -> lost.node() + " " + lost.layer() + " " + lost.count())
        .containsExactly("n1 rate_limit 12");
    assertThat(records.reasons())
        .isEqualTo(
            Map.of(
                SkipReason.NOT_A_CONNECTION, 2,
                SkipReason.UNKNOWN_TYPE, 1,
                SkipReason.MALFORMED, 1));
  }

  @Test
  void the_manuals_program_that_starts_is_known_and_no_connection() {
    assertThat(file("process_exec_doc.json").reasons())
        .isEqualTo(Map.of(SkipReason.NOT_A_CONNECTION, 1));
  }

  @Test
  void what_is_throttled_is_lost_in_the_compact_form_too() {
    Records records =
        Records.of(
            "🔌 connect default/xwing /usr/bin/curl tcp 10.32.0.19:33978 -> 104.198.14.52:443",
            "🧬 throttle START system.slice/ssh.service",
            "🧬 throttle STOP  system.slice/ssh.service",
            "📬️ openat  default/xwing /usr/bin/curl /etc/passwd",
            "🔒 LSM     default/xwing /usr/bin/curl file_open");

    assertThat(records.events).hasSize(1);
    assertThat(records.reasons()).isEqualTo(Map.of(SkipReason.NOT_A_CONNECTION, 3));
    assertThat(records.losses)
        .extracting(lost -> lost.layer() + " " + lost.count())
        .containsExactly("throttle 1");
  }

  @Test
  void what_is_throttled_is_lost() {
    Records manual = file("process_throttle.jsonl");
    String start =
        "{\"process_throttle\":{\"type\":\"THROTTLE_START\",\"cgroup\":\"a\"},\"node_name\":\"n1\",\"time\":\"2026-03-15T00:06:31Z\"}";
    Records records =
        Records.of(
            start,
            start.replace("START", "STOP"),
            start.replace("process_throttle", "processThrottle"));

    assertThat(manual.skips).isEmpty();
    assertThat(manual.losses).hasSize(1);
    assertThat(records.losses)
        .extracting(lost -> lost.node() + " " + lost.layer() + " " + lost.count())
        .containsExactly("n1 throttle 1", "n1 throttle 1");
    assertThat(records.reasons()).isEqualTo(Map.of(SkipReason.NOT_A_CONNECTION, 1));
  }

  @Test
  void lines_for_people_name_pod_program_and_ends() {
    Records records = file("tetra_compact.txt");

    assertThat(records.events)
        .extracting(
            event ->
                event.observer().identity()
                    + " "
                    + event.exe()
                    + " "
                    + event.saddr().orElseThrow()
                    + " "
                    + event.daddr().orElseThrow()
                    + ":"
                    + event.dport())
        .containsExactly(
            "pod default/xwing /usr/bin/curl 10.32.0.19 104.198.14.52:443",
            "none /usr/bin/curl 192.168.1.190 104.198.14.52:443",
            "pod default/xwing /usr/bin/curl 10.244.0.6 104.198.14.52:80");
    assertThat(records.reasons()).isEqualTo(Map.of(SkipReason.NOT_A_CONNECTION, 10));
  }
}
