// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import static dev.netpol.cluster.Snapshots.UNKNOWN;
import static dev.netpol.cluster.Snapshots.ip;
import static dev.netpol.cluster.Snapshots.time;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.Position;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who had an address when. */
class AddressHistoryTest {

  private static String pod(String name, String from, String status) {
    return "{\"kind\":\"Pod\",\"apiVersion\":\"v1\",\"metadata\":{\"name\":\""
        + name
        + "\",\"namespace\":\"shop\",\"uid\":\""
        + name
        + "\"},\"status\":{\"podIP\":\"10.1.0.5\""
        + (from.isEmpty() ? "" : ",\"startTime\":\"2026-11-20T" + from + "Z\"")
        + (status.isEmpty() ? "" : "," + status)
        + "}}\n";
  }

  private static String holder(ClusterSnapshot cluster, String time) {
    Holder holder = cluster.endpointAt(ip("10.1.0.5"), time.isEmpty() ? UNKNOWN : at(time));
    return holder instanceof Holder.OfPod pod ? pod.pod().pod().name() : holder.toString();
  }

  private static long at(String time) {
    return time("2026-11-20T" + time + "Z");
  }

  @Test
  void the_next_holder_ends_the_last_one_although_nobody_saw_it_go() {
    ClusterSnapshot cluster =
        Snapshots.of(pod("a", "10:00:00", "") + pod("b", "11:00:00", "\"phase\":\"Running\""));

    assertThat(holder(cluster, "09:59:59")).contains("a had it from 2026-11-20T10:00:00Z");
    assertThat(holder(cluster, "10:00:00")).isEqualTo("a");
    assertThat(holder(cluster, "10:59:59")).isEqualTo("a");
    assertThat(holder(cluster, "11:00:00")).isEqualTo("b");
    assertThat(cluster.cuts(ip("10.1.0.5"))).containsExactly(at("10:00:00"), at("11:00:00"));
  }

  @Test
  void a_finished_pod_lets_go_when_its_last_container_ends() {
    ClusterSnapshot cluster =
        Snapshots.of(
            pod(
                "job",
                "10:00:00",
                """
                "phase":"Succeeded","containerStatuses":[{"state":{"terminated":{"finishedAt":"2026-11-20T10:05:00Z"}}},{"state":{"terminated":{"finishedAt":"2026-11-20T10:06:00Z"}}}],"initContainerStatuses":[{"state":{"terminated":{"finishedAt":"2026-11-20T10:07:00Z"}}}]\
                """));

    assertThat(holder(cluster, "10:07:00")).isEqualTo("job");
    assertThat(holder(cluster, "10:07:01")).contains("had it until 2026-11-20T10:07:01Z");
  }

  /** A short Job starts and ends in one second, of which the API has the beginning. */
  @Test
  void a_pod_that_ends_in_the_second_in_which_it_started_was_there() {
    String ended =
        """
        "phase":"Succeeded","containerStatuses":[{"state":{"terminated":{"finishedAt":"2026-11-20T10:00:00Z"}}}]\
        """;
    ClusterSnapshot cluster = Snapshots.of(pod("job", "10:00:00", ended));

    assertThat(cluster.endpointAt(ip("10.1.0.5"), at("10:00:00") + 999_999_999))
        .isInstanceOf(Holder.OfPod.class);
    assertThat(holder(cluster, "10:00:01")).contains("had it until");
    ClusterSnapshot reused =
        Snapshots.of(
            pod("job", "10:00:00", ended.replace("10:00:00", "10:05:00"))
                + pod("next", "10:05:00", "\"phase\":\"Running\""));
    assertThat(holder(reused, "10:05:00")).isEqualTo("next");
  }

  /** The kubelet evicts pods and leaves them Failed, with an address and no container status. */
  @Test
  void an_evicted_pod_answers_for_no_time_at_all() {
    ClusterSnapshot cluster =
        Snapshots.of(pod("evicted", "10:00:00", "\"phase\":\"Failed\",\"reason\":\"Evicted\""));

    assertThat(holder(cluster, "10:00:01")).contains("had let it go");
    assertThat(cluster.pods()).noneMatch(ClusterPod::live);
  }

  @Test
  void a_record_without_time_means_the_pod_that_has_it_still() {
    String gone = pod("gone", "10:00:00", "\"phase\":\"Failed\"");

    assertThat(holder(Snapshots.of(gone + pod("now", "11:00:00", "")), "")).isEqualTo("now");
    assertThat(holder(Snapshots.of(gone), "")).isEqualTo("gone");
    assertThat(holder(Snapshots.of(gone + pod("other", "11:00:00", "\"phase\":\"Failed\"")), ""))
        .contains("both shop/gone and shop/other had 10.1.0.5");
  }

  @Test
  void a_pod_on_its_way_out_has_its_address_until_it_is_gone() {
    ClusterSnapshot cluster =
        Snapshots.of(leaving(pod("a", "10:00:00", "\"phase\":\"Running\""), "10:30:00"));

    assertThat(cluster.pods()).allMatch(ClusterPod::live);
    assertThat(holder(cluster, "10:29:59")).isEqualTo("a");
    assertThat(holder(cluster, "10:30:01")).as("nobody saw it go").isEqualTo("a");
    assertThat(holder(cluster, "")).isEqualTo("a");
    assertThat(cluster.cuts(ip("10.1.0.5"))).containsExactly(at("10:00:00"));
  }

  @Test
  void a_newer_pod_takes_the_address_of_one_on_its_way_out() {
    String leaving = leaving(pod("a", "10:00:00", "\"phase\":\"Running\""), "10:30:00");

    for (String start : List.of("10:20:00", "10:40:00")) {
      ClusterSnapshot cluster = Snapshots.of(leaving + pod("b", start, "\"phase\":\"Running\""));
      assertThat(holder(cluster, "10:19:59")).isEqualTo("a");
      assertThat(holder(cluster, "10:40:00")).isEqualTo("b");
      assertThat(holder(cluster, "")).isEqualTo("b");
    }
    assertThat(holder(Snapshots.of(leaving + pod("b", "10:40:00", "")), "10:35:00"))
        .contains("no known pod had 10.1.0.5");
  }

  private static String leaving(String pod, String time) {
    return pod.replace(
        "\"metadata\":{", "\"metadata\":{\"deletionTimestamp\":\"2026-11-20T" + time + "Z\",");
  }

  /** Objects in a trace are trimmed: when they were written is all that is known of their age. */
  @Test
  void objects_without_start_begin_when_they_were_first_heard_of() {
    ClusterSnapshot cluster =
        ClusterSnapshot.empty()
            .with(
                List.of(embedded("b", "11:00:00", false), embedded("a", "10:00:00", false)),
                List.of());

    assertThat(holder(cluster, "09:00:00")).isEqualTo("a");
    assertThat(holder(cluster, "10:59:59")).isEqualTo("a");
    assertThat(holder(cluster, "11:00:00")).isEqualTo("b");
    assertThat(cluster.cuts(ip("10.1.0.5"))).containsExactly(at("11:00:00"));
  }

  @Test
  void an_object_that_was_seen_to_go_is_gone_from_then_on() {
    ClusterSnapshot cluster =
        ClusterSnapshot.empty()
            .with(
                List.of(embedded("a", "10:00:00", false), embedded("a", "10:30:00", true)),
                List.of());

    assertThat(holder(cluster, "10:29:59")).isEqualTo("a");
    assertThat(holder(cluster, "10:30:00")).contains("had it until");
  }

  private static EmbeddedObject embedded(String name, String time, boolean deleted) {
    return new EmbeddedObject(at(time), pod(name, "", ""), deleted, Position.of("trace"));
  }

  @Test
  void one_pod_that_always_had_its_address_cuts_nothing() {
    ClusterSnapshot cluster = Snapshots.of(pod("a", "", ""));

    assertThat(cluster.cuts(ip("10.1.0.5"))).isEmpty();
    assertThat(cluster.cuts(ip("10.1.0.6"))).isEmpty();
    assertThat(holder(cluster, "00:00:00")).isEqualTo("a");
  }

  @Test
  void a_pod_is_found_by_uid_and_by_its_name_at_a_time() {
    String second = pod("a", "11:00:00", "").replace("\"uid\":\"a\"", "\"uid\":\"a2\"");
    ClusterSnapshot cluster = Snapshots.of(pod("a", "10:00:00", "") + second);

    assertThat(cluster.pod("a2")).isPresent();
    assertThat(cluster.podAt("shop", "a", at("10:30:00")).orElseThrow().uid()).isEqualTo("a");
    assertThat(cluster.podAt("shop", "a", at("11:30:00")).orElseThrow().uid()).isEqualTo("a2");
    assertThat(cluster.podAt("shop", "a", at("09:00:00"))).isEmpty();
    assertThat(cluster.podAt("shop", "a", UNKNOWN).orElseThrow().uid()).isEqualTo("a2");
    assertThat(cluster.podAt("shop", "b", UNKNOWN)).isEmpty();
  }
}
