// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.Protocol;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GkePolicyReaderTest extends TraceReaderContract {

  @Override
  TraceFormat format() {
    return TraceFormat.GKE_NETWORK_POLICY;
  }

  @Override
  List<String> lines() {
    return List.of(
        """
        {"connection":{"src_ip":"10.84.1.7","dest_ip":"10.84.0.11","src_port":55644,"dest_port":8080,"protocol":"tcp","direction":"ingress"},"disposition":"allow","policies":[{"name":"np","namespace":"shop","kind":"NetworkPolicy"}],"src":{"pod_name":"client-7b78d7c957-zkn54","workload_kind":"ReplicaSet","workload_name":"client-7b78d7c957","pod_namespace":"shop","namespace":"shop"},"dest":{"pod_name":"web-745c798fc9-hzpxt","workload_kind":"ReplicaSet","workload_name":"web-745c798fc9","pod_namespace":"shop","namespace":"shop"},"count":1,"node_name":"gke-demo-default-pool-e8df3298-412p","timestamp":"2026-06-13T21:29:31.445836587Z"}""",
        """
        {"src":{"namespace":"shop","pod_namespace":"shop","workload_name":"client","pod_name":"client-ffdfccbd5-d4cqp","workload_kind":"Deployment"},"dest":{"instance":"169.254.169.254"},"connection":{"direction":"egress","dest_port":53,"src_ip":"10.84.1.6","src_port":45084,"protocol":"udp","dest_ip":"169.254.169.254"},"disposition":"deny","count":3,"timestamp":"2026-06-13T21:32:00.000000001Z"}""",
        """
        {"insertId":"1b2c","jsonPayload":{"connection":{"dest_ip":"10.128.0.9","dest_port":22,"direction":"ingress","protocol":"tcp","src_ip":"10.84.1.5","src_port":55645},"count":1,"dest":{"node_name":"gke-café","workload_kind":"Node"},"disposition":"allow","src":{"namespace":"shop","pod_name":"client-7b78d7c957-zkn54","pod_namespace":"shop"}},"logName":"projects/demo/logs/policy-action","resource":{"labels":{"cluster_name":"demo","node_name":"gke-café"},"type":"k8s_node"},"timestamp":"2026-06-13T21:31:00.000000001Z"}""");
  }

  private ConnectionEvent event(int line) {
    Records records = Records.of(lines().get(line));
    assertThat(records.skips).isEmpty();
    return records.events.get(0);
  }

  @Test
  void what_a_policy_admits_is_seen_by_the_end_whose_policy_it_is() {
    ConnectionEvent event = event(0);

    assertThat(event.side()).isEqualTo(Side.ACCEPT);
    assertThat(event.outcome()).isEqualTo(Outcome.ATTEMPTED);
    assertThat(event.node()).isEqualTo("gke-demo-default-pool-e8df3298-412p");
    assertThat(event.observer().identity())
        .isEqualTo(Identity.pod("shop", "web-745c798fc9-hzpxt", ""));
    assertThat(event.peer().identity())
        .isEqualTo(Identity.pod("shop", "client-7b78d7c957-zkn54", ""));
    assertThat(event.observer().owner()).isEqualTo("ReplicaSet/web-745c798fc9");
    assertThat(event.saddr().orElseThrow()).hasToString("10.84.1.7");
    assertThat(event.sport()).isEqualTo(55644);
    assertThat(event.dport()).isEqualTo(8080);
  }

  @Test
  void what_was_denied_is_counted() {
    ConnectionEvent event = event(1);

    assertThat(event.side()).isEqualTo(Side.CONNECT);
    assertThat(event.outcome()).isEqualTo(Outcome.DENIED);
    assertThat(event.count()).isEqualTo(3);
    assertThat(event.protocol()).isEqualTo(Protocol.UDP);
    assertThat(event.daddr().orElseThrow()).hasToString("169.254.169.254");
    assertThat(event.peer().identity().kind()).isEqualTo(Identity.Kind.OTHER);
  }

  @Test
  void an_entry_of_cloud_logging_holds_a_record() {
    ConnectionEvent event = event(2);

    assertThat(event.node()).isEqualTo("gke-café");
    assertThat(event.observer().identity())
        .isEqualTo(new Identity(Identity.Kind.HOST, "", "gke-café", ""));
    assertThat(event.dport()).isEqualTo(22);
    assertThat(event.time()).isEqualTo(Timestamps.parse("2026-06-13T21:31:00.000000001Z"));
  }

  @Test
  void what_is_none_is_counted_by_its_reason() {
    String line = lines().get(0);
    Records records =
        Records.of(
            line,
            line.replace("\"tcp\"", "\"icmp\""),
            line.replace("\"direction\":\"ingress\"", "\"direction\":\"sideways\""),
            line.replace("\"allow\"", "\"audit\""),
            "{\"severity\":\"INFO\"}");

    assertThat(records.events).hasSize(1);
    assertThat(records.reasons())
        .isEqualTo(
            Map.of(
                SkipReason.OTHER_PROTOCOL, 1,
                SkipReason.MALFORMED, 2,
                SkipReason.UNKNOWN_TYPE, 1));
  }
}
