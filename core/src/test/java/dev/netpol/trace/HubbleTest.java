// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.SharedData;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Protocol;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Flows of Hubble's, real ones and those that are rare. */
class HubbleTest {

  private static Records file(String name) {
    return Records.read(
        TraceReader.of(TraceSource.of(SharedData.path("trace-samples/hubble/" + name))));
  }

  private static String flow(String l4, String rest) {
    return ("{'flow':{'time':'2026-11-20T12:00:00Z','verdict':'FORWARDED',"
            + "'IP':{'source':'10.0.0.1','destination':'10.0.0.2'},'l4':{"
            + l4
            + "},'source':{'ID':7,'namespace':'demo','pod_name':'web-0'},"
            + "'destination':{'namespace':'demo','pod_name':'db-0'},'node_name':'n1'"
            + rest
            + "},'node_name':'n1','time':'2026-11-20T12:00:00Z'}")
        .replace('\'', '"');
  }

  private static String tcp(int sport, int dport, String flags) {
    return "'TCP':{'source_port':"
        + sport
        + ",'destination_port':"
        + dport
        + ",'flags':{"
        + flags
        + "}}";
  }

  private static final String SYN = "'SYN':true";
  private static final String ACK = "'ACK':true";
  private static final String EGRESS =
      ",'event_type':{'type':4},'traffic_direction':'EGRESS','trace_observation_point':'TO_STACK','is_reply':false";

  @Test
  void one_connection_of_many_packets_and_points_counts_once_a_side() {
    Records records =
        Records.of(
            flow(
                tcp(40000, 5432, SYN),
                ",'event_type':{'type':5},'traffic_direction':'EGRESS','is_reply':false"),
            flow(tcp(40000, 5432, SYN), EGRESS),
            flow(tcp(40000, 5432, SYN), EGRESS.replace("TO_STACK", "FROM_ENDPOINT")),
            flow(
                tcp(40000, 5432, SYN),
                ",'event_type':{'type':4},'trace_observation_point':'TO_OVERLAY'"),
            flow(tcp(40000, 5432, ACK), EGRESS),
            flow(tcp(40000, 5432, "'FIN':true,'ACK':true"), EGRESS),
            flow(
                tcp(40000, 5432, SYN),
                ",'event_type':{'type':4},'traffic_direction':'INGRESS','trace_observation_point':'TO_ENDPOINT','is_reply':false"));

    assertThat(records.skips).isEmpty();
    assertThat(records.events)
        .extracting(event -> event.side() + " " + event.count())
        .containsExactly(
            "CONNECT 0",
            "CONNECT 1",
            "CONNECT 0",
            "CONNECT 0",
            "CONNECT 0",
            "CONNECT 0",
            "ACCEPT 1");
    assertThat(records.events).extracting(ConnectionEvent::dport).containsOnly(5432);
    assertThat(records.events).extracting(ConnectionEvent::outcome).containsOnly(Outcome.ATTEMPTED);
  }

  @Test
  void a_reply_shows_the_connection_that_it_answers_and_counts_none() {
    // Sent by db to web, whose connection it is.
    String reply = ",'traffic_direction':'EGRESS','is_reply':true";
    String retina =
        ",'traffic_direction':'EGRESS','is_reply':false,'extensions':{'@type':'type.googleapis.com/utils.RetinaMetadata'}";
    Records records =
        Records.of(
            flow(tcp(40000, 5432, SYN), EGRESS),
            flow(tcp(5432, 40000, "'SYN':true,'ACK':true"), reply),
            flow(tcp(5432, 40000, ACK), reply),
            flow(tcp(5432, 40000, ACK), ",'traffic_direction':'INGRESS','reply':true"),
            flow(tcp(5432, 40000, "'SYN':true,'ACK':true"), ""),
            flow(tcp(5432, 40000, ACK), ",'trace_observation_point':'TO_OVERLAY'"),
            flow(tcp(5432, 5433, ACK), ",'trace_observation_point':'TO_OVERLAY'"),
            flow("'UDP':{'source_port':53,'destination_port':20000}", ""),
            flow(tcp(5432, 40000, ACK), retina),
            flow(tcp(5432, 40000, ACK), reply).replace("FORWARDED", "DROPPED"));

    assertThat(records.events)
        .extracting(
            event ->
                event.side()
                    + " "
                    + event.sport()
                    + " "
                    + event.dport()
                    + " "
                    + event.outcome()
                    + (event.uncertain() ? " by ports " : " ")
                    + event.count())
        .containsExactly(
            "CONNECT 40000 5432 ATTEMPTED 1",
            "CONNECT 40000 5432 ATTEMPTED 0",
            "CONNECT 40000 5432 ATTEMPTED 0",
            "ACCEPT 40000 5432 ATTEMPTED 0",
            "ACCEPT 40000 5432 ATTEMPTED 0",
            "ACCEPT 40000 5432 ATTEMPTED by ports 0",
            "ACCEPT 5433 5432 UNCERTAIN by ports 0",
            "ACCEPT 20000 53 ATTEMPTED by ports 0",
            "ACCEPT 40000 5432 ATTEMPTED by ports 0");
    assertThat(records.events)
        .extracting(
            event -> (event.side() == Side.CONNECT ? event.peer() : event.observer()).identity())
        .containsOnlyOnce(Identity.pod("demo", "db-0", ""))
        .containsOnly(Identity.pod("demo", "db-0", ""), Identity.pod("demo", "web-0", ""));
    assertThat(records.reasons()).isEqualTo(Map.of(SkipReason.NOT_A_CONNECTION, 1));
  }

  @Test
  void without_a_word_on_replies_syn_and_ports_tell_who_began() {
    Records records =
        Records.of(
            flow(tcp(40000, 50000, SYN), ""),
            flow(tcp(40000, 5432, ACK), ""),
            flow("'UDP':{'source_port':40000,'destination_port':50000}", ""),
            // Older versions leave out a false reply.
            flow(tcp(5432, 40000, ACK), ",'traffic_direction':'INGRESS'"),
            // Retina says false where it does not know.
            flow(
                tcp(5432, 40000, ACK),
                ",'traffic_direction':'INGRESS','is_reply':false,'extensions':{'@type':'type.googleapis.com/utils.RetinaMetadata'}"));

    assertThat(records.events)
        .extracting(event -> event.sport() + " " + event.uncertain() + " " + event.count())
        .containsExactly(
            "40000 false 1", "40000 true 0", "50000 true 0", "5432 false 0", "40000 true 0");
    assertThat(records.reasons()).isEmpty();
  }

  @Test
  void verdicts_are_outcomes() {
    String drop = ",'drop_reason_desc':'POLICY_DENIED','event_type':{'type':1}";
    Records records =
        Records.of(
            flow(tcp(40000, 80, SYN), drop).replace("FORWARDED", "DROPPED"),
            flow(tcp(40000, 80, SYN), drop.replace(":1}", ":5}")).replace("FORWARDED", "DROPPED"),
            flow(tcp(40000, 80, SYN), drop.replace("POLICY_DENIED", "POLICY_DENY"))
                .replace("FORWARDED", "DROPPED"),
            flow(tcp(40000, 80, SYN), drop.replace("POLICY_DENIED", "FIB_LOOKUP_FAILED"))
                .replace("FORWARDED", "DROPPED"),
            flow(tcp(40000, 80, SYN), EGRESS).replace("FORWARDED", "AUDIT"),
            flow(tcp(40000, 80, SYN), EGRESS).replace("FORWARDED", "REDIRECTED"),
            flow(tcp(40000, 80, SYN), EGRESS).replace("FORWARDED", "ERROR"));

    assertThat(records.events)
        .extracting(event -> event.outcome() + " " + event.count())
        .containsExactly(
            "DENIED 1", "DENIED 0", "DENIED 1", "ERROR 1", "ATTEMPTED 1", "ATTEMPTED 1", "ERROR 1");
  }

  @Test
  void retinas_retransmissions_are_no_further_connections() {
    String sent = flow(tcp(40000, 80, SYN), EGRESS);
    Records records = Records.of(sent, sent.replace("\"FORWARDED\"", "15"));

    assertThat(records.events).extracting(ConnectionEvent::count).containsExactly(1L, 0L);
  }

  @Test
  void requests_show_a_connection_be_they_refused_or_not() {
    String request =
        ",'Type':'L7','traffic_direction':'EGRESS','is_reply':false,'event_type':{'type':129},'l7':{'type':'REQUEST','http':{'url':'http://db'}}";
    Records records =
        Records.of(
            flow("'TCP':{'source_port':40000,'destination_port':80}", request),
            flow("'TCP':{'source_port':40000,'destination_port':80}", request)
                .replace("FORWARDED", "DROPPED"),
            flow(
                "'UDP':{'source_port':40000,'destination_port':53}",
                request.replace("http", "dns")),
            flow(
                "'TCP':{'source_port':80,'destination_port':40000}",
                request.replace("'is_reply':false", "'is_reply':true")));

    assertThat(records.events)
        .extracting(event -> event.outcome() + " " + event.count())
        .containsExactly("ESTABLISHED 0", "ESTABLISHED 0", "ATTEMPTED 0", "ESTABLISHED 0");
    assertThat(records.events).extracting(ConnectionEvent::dport).containsExactly(80, 80, 53, 80);
  }

  @Test
  void what_is_no_flow_is_counted_by_its_kind() {
    Records records =
        Records.of(
            flow(tcp(40000, 80, SYN), EGRESS),
            "{\"lost_events\":{\"source\":\"HUBBLE_RING_BUFFER\",\"num_events_lost\":\"12\"},\"node_name\":\"kubernetes/worker1\",\"time\":\"2025-09-28T08:25:44Z\"}",
            "{\"node_status\":{\"state_change\":\"NODE_CONNECTED\",\"node_names\":[\"w\"]},\"node_name\":\"w\"}",
            "{\"agent_event\":{\"type\":\"AGENT_STARTED\"},\"node_name\":\"w\"}",
            "{\"something_new\":{},\"node_name\":\"w\"}",
            flow("'ICMPv4':{'type':8}", EGRESS),
            flow("'IGMP':{'type':17}", EGRESS),
            flow("'VRRP':{'type':1}", EGRESS),
            flow("", ",'drop_reason_desc':'UNSUPPORTED_L3_PROTOCOL'"),
            flow("", EGRESS),
            flow(tcp(40000, 80, SYN), EGRESS + ",'Type':'SOCK'"),
            flow(tcp(40000, 0, SYN), EGRESS));

    assertThat(records.events).hasSize(1);
    assertThat(records.losses)
        .extracting(lost -> lost.node() + " " + lost.layer() + " " + lost.count())
        .containsExactly("worker1 HUBBLE_RING_BUFFER 12");
    assertThat(records.reasons())
        .isEqualTo(
            Map.of(
                SkipReason.NOT_A_CONNECTION, 3,
                SkipReason.UNKNOWN_TYPE, 1,
                SkipReason.OTHER_PROTOCOL, 4,
                SkipReason.MALFORMED, 2));
  }

  @Test
  void ends_are_named_as_the_log_names_them() {
    String world =
        "{'flow':{'verdict':'FORWARDED','IP':{'source':'10.0.0.1','destination':'1.2.3.4'},"
            + "'l4':{'TCP':{'source_port':40000,'destination_port':443,'flags':{'SYN':true}}},"
            + "'source':{'identity':1234,'namespace':'demo','pod_name':'web-0','labels':['k8s:app=web',"
            + "'k8s:io.cilium.k8s.policy.cluster=c','k8s:io.kubernetes.pod.namespace=demo','cidr:1.2.3.4/32']},"
            + "'destination':{'identity':2,'labels':['reserved:world']},'destination_names':['api.example.com','b'],"
            + "'traffic_direction':'EGRESS','node_name':'c/n1'}}";
    String service =
        world
            .replace(",'destination_names':['api.example.com','b']", "")
            .replace(
                "'node_name'",
                "'destination_service':{'name':'db','namespace':'demo'},'node_name'");
    String host = world.replace("'identity':2", "'identity':1");
    String other = world.replace("'identity':2", "'identity':6");
    String unnamed =
        world
            .replace(",'destination_names':['api.example.com','b']", "")
            .replace("'identity':2", "'identity':16370")
            .replace(
                "'reserved:world'",
                "'k8s:app=db','k8s:io.cilium.k8s.policy.cluster=c','k8s:io.kubernetes.pod.namespace=demo'");
    String health = unnamed.replace("'identity':16370", "'identity':4");
    String block = unnamed.replace("'identity':16370", "'identity':16777217");
    Records records =
        Records.of(
            world.replace('\'', '"'),
            service.replace('\'', '"'),
            host.replace('\'', '"'),
            other.replace('\'', '"'),
            unnamed.replace('\'', '"'),
            health.replace('\'', '"'),
            block.replace('\'', '"'));

    assertThat(records.events)
        .extracting(event -> event.peer().identity())
        .containsExactly(
            new Identity(Identity.Kind.OTHER, "", "api.example.com", ""),
            Identity.service("demo", "db"),
            new Identity(Identity.Kind.HOST, "", "n1", ""),
            new Identity(Identity.Kind.HOST, "", "", ""),
            new Identity(Identity.Kind.UNNAMED, "demo", "app=db", ""),
            new Identity(Identity.Kind.UNNAMED, "", "reserved:health", ""),
            Identity.NONE);
    ConnectionEvent event = records.events.get(0);
    assertThat(event.observer())
        .isEqualTo(Peer.of(Identity.pod("demo", "web-0", ""), Labels.of("app", "web")));
    assertThat(event.node()).isEqualTo("n1");
    assertThat(event.saddr()).contains(IpAddress.parse("10.0.0.1"));
    assertThat(event.daddr()).contains(IpAddress.parse("1.2.3.4"));
    assertThat(event.protocol()).isEqualTo(Protocol.TCP);
  }

  /** Cilium 1.11 with a proxy for each pod's requests, 2021. */
  @Test
  void four_hundred_real_flows_are_some_connections_and_their_packets() {
    Records records = file("hubble-otel_basic-sample-400-tcp-flows.json");

    assertThat(records.size()).isEqualTo(400);
    assertThat(records.losses).isEmpty();
    assertThat(records.events.stream().map(ConnectionEvent::dport).distinct().toList())
        .containsExactlyInAnyOrder(9080, 4240, 4244, 14250, 14269);
    assertThat(records.events.stream().mapToLong(ConnectionEvent::count).sum()).isEqualTo(39);
    assertThat(records.reasons()).isEmpty();
    assertThat(file("hubble-otel_basic-sample-10-flows.json").size()).isEqualTo(10);
  }

  @Test
  void the_flows_of_the_manual_are_a_denied_attempt_and_no_connection() {
    Records records = file("export_doc_fieldmask.jsonl");

    assertThat(records.events)
        .extracting(event -> event.outcome() + " " + event.observer().identity())
        .containsExactly("DENIED pod default/xwing");
    assertThat(records.reasons()).isEqualTo(Map.of(SkipReason.OTHER_PROTOCOL, 1));
  }
}
