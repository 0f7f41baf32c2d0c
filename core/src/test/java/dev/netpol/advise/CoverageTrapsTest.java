// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import static dev.netpol.advise.Literal.codes;
import static dev.netpol.advise.Literal.rules;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.advise.AdviceOptions.PolicyTypes;
import dev.netpol.advise.AdviceOptions.Uncovered;
import dev.netpol.model.Cidr;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the trace could not show is not cut: one trap a test. */
class CoverageTrapsTest {

  private static final String WEB = "10.244.1.5";
  private static final String API = "10.244.2.5";

  private final Literal shop =
      new Literal().deployment("shop/web", "app: web", WEB).deployment("shop/api", "app: api", API);

  /** Inspektor Gadget always declares both: a tcpconnect trace locks every client's ingress. */
  @Test
  void a_trace_of_connects_does_not_lock_ingress() {
    Advice advice =
        shop.covers("{\"connect\":[\"TCP\",\"UDP\"]}").connect(WEB, API + ":80").advise();
    assertThat(rules(advice, "shop/web-network")).containsExactly("out app=api :TCP/80");
    assertThat(rules(advice, "shop/api-network")).containsExactly("out nothing");
    assertThat(advice.notAdvised())
        .extracting(NotAdvised::reason)
        .containsExactly("accepts not captured on node-2", "accepts not captured on node-1");
  }

  @Test
  void a_node_that_was_not_captured_keeps_the_direction_open() {
    Advice advice =
        shop.covers(Literal.FULL, "node-1")
            .pod("shop/api-2", "app: api2", "10.244.2.6")
            .connect(WEB, API + ":80")
            .advise();
    assertThat(rules(advice, "shop/web-network"))
        .containsExactly("in nothing", "out app=api :TCP/80");
    assertThat(rules(advice, "shop/api-network")).isEmpty();
  }

  @Test
  void a_filter_that_leaves_the_pods_out_keeps_them_open() {
    Advice advice =
        shop.deployment("data/db", "app: db", "10.244.2.9")
            .filters("{\"namespaces\":[\"shop\"]}")
            .connect(WEB, "10.244.2.9:5432")
            .advise();
    assertThat(rules(advice, "shop/web-network")).contains("out data/app=db :TCP/5432");
    assertThat(rules(advice, "data/db-network")).isEmpty();
  }

  /** Isolation cuts every protocol: a TCP trace would cut all DNS. */
  @Test
  void a_protocol_that_was_not_captured_stays_open_by_a_rule_that_says_so() {
    shop.covers("{\"connect\":[\"TCP\"],\"accept\":[\"TCP\"]}").connect(WEB, API + ":80");
    assertThat(rules(shop.advise(), "shop/web-network"))
        .containsExactly(
            "in anyone :UDP (assumed)", "out app=api :TCP/80", "out anyone :UDP (assumed)");
    shop.options().uncovered(Uncovered.DENY);
    assertThat(rules(shop.advise(), "shop/web-network"))
        .containsExactly("in nothing", "out app=api :TCP/80");
  }

  @Test
  void sctp_counts_only_where_the_cluster_speaks_it() {
    Advice advice =
        shop.service("shop/sig", "10.96.0.3", "app: api", "ports: [{port: 9, protocol: SCTP}]")
            .connect(WEB, API + ":80")
            .advise();
    assertThat(rules(advice, "shop/web-network"))
        .containsExactly(
            "in anyone :SCTP (assumed)", "out app=api :TCP/80", "out anyone :SCTP (assumed)");
  }

  @Test
  void the_user_may_name_the_directions() {
    shop.covers("{\"connect\":[\"TCP\",\"UDP\"]}").connect(WEB, API + ":80");
    shop.options().policyTypes(PolicyTypes.BOTH);
    assertThat(rules(shop.advise(), "shop/api-network"))
        .containsExactly("in app=web :TCP/80", "out nothing");
    shop.options().policyTypes(PolicyTypes.INGRESS);
    Advice advice = shop.advise();
    assertThat(rules(advice, "shop/api-network")).containsExactly("in app=web :TCP/80");
    assertThat(advice.notAdvised()).isEmpty();
  }

  /** Its clients' records say nothing about what else its pods do, such as asking upstream DNS. */
  @Test
  void naming_directions_does_not_isolate_pods_that_were_never_captured() {
    shop.covers("{\"connect\":[\"TCP\",\"UDP\"]}", "node-1").connect(WEB, API + ":80");
    shop.options().policyTypes(PolicyTypes.BOTH);
    Advice advice = shop.advise();
    assertThat(rules(advice, "shop/api-network")).isEmpty();
    assertThat(advice.notAdvised())
        .extracting(NotAdvised::reason)
        .containsOnly("none of its pods was captured");
    shop.options().workloads(List.of("api"));
    assertThat(rules(shop.advise(), "shop/api-network"))
        .containsExactly("in app=web :TCP/80", "out nothing");
  }

  @Test
  void what_the_user_leaves_out_stays_open() {
    shop.connect(WEB, API + ":80").connect(WEB, "1.1.1.1:443").connect(WEB, "192.0.2.7:22");
    shop.options().excludeCidrs(List.of(Cidr.parse("192.0.2.0/24")));
    Advice advice = shop.advise();
    assertThat(rules(advice, "shop/web-network"))
        .containsExactly(
            "in 192.0.2.0/24 (not governed)",
            "out app=api :TCP/80",
            "out 1.1.1.1/32 :TCP/443",
            "out 192.0.2.0/24 (not governed)");
    assertThat(advice.notGoverned()).containsExactly(Cidr.parse("192.0.2.0/24"));
  }

  /** A policy for it would rest on nothing that was seen. */
  @Test
  void a_workload_that_only_talks_to_what_is_left_out_gets_no_policy() {
    shop.connect(WEB, API + ":80").connect(WEB, "1.1.1.1:443");
    shop.options().excludeCidrs(List.of(Cidr.parse("10.244.0.0/16")));
    Advice advice = shop.advise();
    assertThat(rules(advice, "shop/api-network")).isEmpty();
    assertThat(advice.notAdvised())
        .extracting(NotAdvised::reason)
        .containsExactly("all that was seen of it was with addresses that are not governed");
  }

  /** On Cilium an ipBlock does not match pods (cilium 9209). */
  @Test
  void leaving_out_all_pod_addresses_leaves_pods_out_by_selector_too() {
    shop.connect(WEB, API + ":80").connect(WEB, "1.1.1.1:443");
    shop.options()
        .policyTypes(PolicyTypes.EGRESS)
        .excludeCidrs(List.of(Cidr.parse("10.244.0.0/16")));
    assertThat(rules(shop.advise(), "shop/web-network"))
        .containsExactly("out 1.1.1.1/32 :TCP/443", "out */* 10.244.0.0/16 (not governed)");
  }

  /** The capture dropped what went to a Service's address; a policy sees the pods behind it. */
  @Test
  void leaving_out_service_addresses_leaves_the_pods_behind_them_open() {
    Advice advice =
        shop.service("shop/api", "10.96.0.7", "app: api", "ports: [{port: 80, targetPort: 8080}]")
            .filters("{\"excludeCidrs\":[\"10.96.0.0/16\"]}")
            .connect(WEB, "1.1.1.1:443")
            .advise();
    assertThat(rules(advice, "shop/web-network"))
        .contains("out app=api 10.96.0.0/16 (not governed)");
  }

  @Test
  void lost_events_and_a_missing_end_are_findings() {
    Advice advice =
        shop.connect(WEB, API + ":80")
            .record("{\"type\":\"lost\",\"layer\":\"ringbuf\",\"count\":12}")
            .advise();
    assertThat(codes(advice)).contains("events-lost");
    assertThat(advice.incomplete()).isTrue();
  }

  /** kguardian 1496: a policy without rules for a pod without traffic isolates it. */
  @Test
  void a_workload_without_traffic_gets_no_policy_and_is_listed() {
    Advice advice =
        shop.deployment("shop/idle", "app: idle", "10.244.1.9").connect(WEB, API + ":80").advise();
    assertThat(rules(advice, "shop/idle-network")).isEmpty();
    assertThat(advice.withoutTraffic()).hasToString("[shop/idle[Deployment]]");
  }

  @Test
  void what_only_failed_is_listed_and_allowed_on_request_only() {
    shop.connect(WEB, API + ":80").connect(WEB, "1.0.0.1:80", "TCP", "timeout");
    Advice advice = shop.advise();
    assertThat(rules(advice, "shop/web-network"))
        .containsExactly("in nothing", "out app=api :TCP/80");
    assertThat(advice.failed()).hasSize(1);
    shop.options().includeFailed(true);
    assertThat(rules(shop.advise(), "shop/web-network"))
        .containsExactly("in nothing", "out app=api 1.0.0.1/32 :TCP/80");
  }

  @Test
  void what_no_source_could_tell_is_allowed() {
    Advice advice = shop.connect(WEB, API + ":514", "UDP", "attempted").advise();
    assertThat(rules(advice, "shop/web-network")).contains("out app=api :UDP/514");
    assertThat(advice.proposals().get(1).egress().get(0).attemptedOnly()).isTrue();
  }
}
