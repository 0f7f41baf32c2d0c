// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.SharedData;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Protocol;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Inspektor Gadget's networktrace.log, every generation. */
class InspektorGadgetTest {

  private static final String FOLDER = "trace-samples/inspektor-gadget/";

  private static Records file(String name) {
    Path path = SharedData.path(FOLDER + name);
    return Records.read(TraceReader.of(TraceSource.of(path)));
  }

  @Test
  void all_historic_shapes_say_the_same() {
    Records records = file("networktrace_historic_formats.jsonl");

    assertThat(records.events).hasSize(14);
    assertThat(records.skips).isEmpty();
    for (int i = 0; i < 14; i += 2) {
      assertThat(records.events.get(i)).as("line " + (i + 1)).isEqualTo(records.events.get(0));
      assertThat(records.events.get(i + 1)).as("line " + (i + 2)).isEqualTo(records.events.get(1));
    }
    ConnectionEvent dns = records.events.get(0);
    assertThat(dns.format()).isEqualTo(TraceFormat.INSPEKTOR_GADGET);
    assertThat(dns.side()).isEqualTo(Side.CONNECT);
    assertThat(dns.node()).isEqualTo("minikube");
    assertThat(dns.observer().identity())
        .isEqualTo(Identity.pod("test-networkpolicy-8485776873410829123", "test-pod", ""));
    assertThat(dns.peer())
        .isEqualTo(
            Peer.of(Identity.service("kube-system", "kube-dns"), Labels.of("k8s-app", "kube-dns")));
    assertThat(dns.protocol()).isEqualTo(Protocol.UDP);
    assertThat(dns.daddr()).contains(IpAddress.parse("10.96.0.10"));
    assertThat(dns.dport()).isEqualTo(53);
    assertThat(dns.outcome()).isEqualTo(Outcome.ATTEMPTED);
    assertThat(records.events.get(1).peer())
        .isEqualTo(Peer.of(Identity.service("default", "kubernetes"), Labels.NONE));
  }

  @Test
  void repeated_lines_are_repeated_events() {
    assertThat(file("networktrace_connect-to-svc.jsonl").events).hasSize(2);
    assertThat(file("networktrace_connect-to-svc-duplicate.jsonl").events).hasSize(5);
  }

  @Test
  void the_array_of_2020_is_read_over_its_lines() {
    for (String commit : List.of("0adf2f3e7", "a665df24e")) {
      Records records = file("networkpolicyadvisor_2020_array_" + commit + ".json");

      assertThat(records.size()).isEqualTo(1);
      ConnectionEvent event = records.events.get(0);
      assertThat(records.lines.position(records.places.get(0)).line()).isEqualTo(2);
      assertThat(event.format()).isEqualTo(TraceFormat.INSPEKTOR_GADGET_2020);
      assertThat(event.side()).isEqualTo(Side.CONNECT);
      assertThat(event.observer().identity())
          .isEqualTo(Identity.pod("demo", "checkoutservice-66d68cbdd-9kkkl", ""));
      assertThat(event.observer().owner()).isEqualTo("checkoutservice");
      assertThat(event.observer().labels())
          .isEqualTo(Labels.of(Map.of("app", "checkoutservice", "pod-template-hash", "66d68cbdd")));
      assertThat(event.peer())
          .isEqualTo(
              Peer.of(
                  Identity.service("demo", "paymentservice"), Labels.of("app", "paymentservice")));
      assertThat(event.dport()).isEqualTo(50051);
      assertThat(event.daddr()).isEmpty();
    }
  }

  // gobpf prints into the same file; "comm" may hold spaces.
  @Test
  void the_lines_of_2020_give_addresses_and_process_from_their_debug_text() {
    Records records =
        Records.of(
            "{\"type\":\"ready\"}",
            "{\"type\":\"connect\",\"remote_kind\":\"other\",\"port\":443,"
                + "\"local_pod_namespace\":\"demo\",\"local_pod_name\":\"web-0\","
                + "\"remote_other\":\"1.1.1.1\",\"debug\":"
                + "\"7158340385453 cpu#1 connect 3911 web: pool 7 10.2.0.5:41000 1.1.1.1:443 4026532272\\n\"}",
            "ERROR: lost 12 events!",
            "{\"type\":\"accept\",\"remote_kind\":\"pod\",\"port\":8080,"
                + "\"local_pod_namespace\":\"demo\",\"local_pod_name\":\"web-0\","
                + "\"remote_pod_namespace\":\"demo\",\"remote_pod_name\":\"probe\","
                + "\"remote_pod_labels\":{\"run\":\"probe\"},\"debug\":"
                + "\"7158340385999 cpu#0 accept 3911 web 10.2.0.5:8080 10.2.0.9:51000 4026532272\\n\"}");

    assertThat(records.reasons()).isEqualTo(Map.of(SkipReason.NOT_A_CONNECTION, 1));
    assertThat(records.losses)
        .containsExactly(new LostRecord(EventView.NO_TIME, "", "perf", 12, new Place(0, 243, 2)));
    ConnectionEvent connect = records.events.get(0);
    assertThat(connect.comm()).isEqualTo("web: pool 7");
    assertThat(connect.pid()).isEqualTo(3911);
    // Nanoseconds since the machine started are no time of day.
    assertThat(connect.time()).isEqualTo(EventView.NO_TIME);
    assertThat(connect.saddr()).contains(IpAddress.parse("10.2.0.5"));
    assertThat(connect.sport()).isEqualTo(41000);
    assertThat(connect.daddr()).contains(IpAddress.parse("1.1.1.1"));
    assertThat(connect.dport()).isEqualTo(443);
    assertThat(connect.peer().identity().kind()).isEqualTo(Identity.Kind.OTHER);
    ConnectionEvent accept = records.events.get(1);
    assertThat(accept.side()).isEqualTo(Side.ACCEPT);
    assertThat(accept.saddr()).contains(IpAddress.parse("10.2.0.9"));
    assertThat(accept.sport()).isEqualTo(51000);
    assertThat(accept.daddr()).contains(IpAddress.parse("10.2.0.5"));
    assertThat(accept.dport()).isEqualTo(8080);
    assertThat(accept.peer())
        .isEqualTo(Peer.of(Identity.pod("demo", "probe", ""), Labels.of("run", "probe")));
  }

  @Test
  void keys_match_in_any_case() throws IOException {
    Path log = SharedData.path(FOLDER + "networktrace_connect-to-svc.jsonl");
    String text = Files.readString(log);

    Records shouted =
        Records.of(
            text.replace("\"podname\"", "\"PODNAME\"")
                .replace("\"pktType\"", "\"PktType\"")
                .replace("\"podLabels\"", "\"podlabels\""));

    assertThat(shouted.events).isEqualTo(Records.of(text).events);
  }

  @Test
  void every_line_of_the_real_capture_is_known() {
    Path log = SharedData.path("trace-samples/inspektor-gadget-gke");
    Records records = Records.read(TraceReader.of(TraceSource.of(log)));

    assertThat(records.size()).isEqualTo(2100);
    assertThat(records.reasons()).isEqualTo(Map.of(SkipReason.NOT_A_CONNECTION, 4));
    List<ConnectionEvent> events = records.events;
    assertThat(count(events, Side.CONNECT, Protocol.TCP)).isEqualTo(201);
    assertThat(count(events, Side.CONNECT, Protocol.UDP)).isEqualTo(1367);
    assertThat(count(events, Side.ACCEPT, Protocol.TCP)).isEqualTo(104);
    assertThat(count(events, Side.ACCEPT, Protocol.UDP)).isEqualTo(424);
    // Processes of the node itself; only the peer is known.
    List<ConnectionEvent> host =
        events.stream()
            .filter(event -> event.observer().identity().kind() == Identity.Kind.HOST)
            .toList();
    assertThat(host).hasSize(2029).allMatch(event -> event.observer().hostNetwork());
    assertThat(host)
        .extracting(event -> event.observer().identity().name())
        .containsOnly("gke-cluster-1-default-pool-ae53d277-bjhg");

    List<ConnectionEvent> pods =
        events.stream()
            .filter(event -> event.observer().identity().kind() == Identity.Kind.POD)
            .toList();
    assertThat(pods).hasSize(67);
    ConnectionEvent accept = pods.get(0);
    assertThat(accept.observer())
        .isEqualTo(
            new Peer(
                Identity.pod("kube-guardian", "kube-guardian-broker-64b94f45d5-fxknq", ""),
                Labels.of(
                    Map.of(
                        "app", "broker",
                        "app.kubernetes.io/name", "broker",
                        "pod-template-hash", "64b94f45d5")),
                "kube-guardian-broker",
                Optional.of(IpAddress.parse("10.64.0.13")),
                Optional.of(IpAddress.parse("10.192.0.3")),
                false));
    // The node's bridge address is the client.
    assertThat(accept.saddr()).contains(IpAddress.parse("10.64.0.1"));
    assertThat(accept.daddr()).contains(IpAddress.parse("10.64.0.13"));
    assertThat(accept.dport()).isEqualTo(9090);
    assertThat(accept.time()).isEqualTo(1716345635285130541L);
    assertThat(accept.peer().identity().kind()).isEqualTo(Identity.Kind.OTHER);
  }

  private static long count(List<ConnectionEvent> events, Side side, Protocol protocol) {
    return events.stream()
        .filter(event -> event.side() == side && event.protocol() == protocol)
        .count();
  }

  @Test
  void losses_in_messages_of_the_tool_are_losses() {
    Records records =
        Records.of(
            "{\"type\":\"debug\",\"message\":\"tracer attached\",\"k8s\":{\"node\":\"n\"}}",
            "{\"type\":\"warn\",\"message\":\"lost 3 samples\",\"k8s\":{\"node\":\"n\"}}",
            "{\"type\":\"exotic\",\"k8s\":{\"node\":\"n\"}}",
            "{\"type\":\"normal\",\"pktType\":\"HOST\",\"proto\":\"icmp\",\"port\":1}",
            "{\"type\":\"normal\",\"pktType\":\"HOST\",\"proto\":\"tcp\",\"port\":0,"
                + "\"dst\":{\"addr\":\"1.1.1.1\",\"kind\":\"raw\"}}");

    assertThat(records.losses).extracting(LostRecord::count).containsExactly(3L);
    assertThat(records.losses).extracting(LostRecord::node).containsExactly("n");
    assertThat(records.skips)
        .extracting(SkippedRecord::reason)
        .containsExactly(
            SkipReason.NOT_A_CONNECTION,
            SkipReason.UNKNOWN_TYPE,
            SkipReason.OTHER_PROTOCOL,
            SkipReason.MALFORMED);
  }
}
