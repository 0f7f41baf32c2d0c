// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Protocol;
import dev.netpol.trace.ConnectionEvent;
import dev.netpol.trace.Identity;
import dev.netpol.trace.Outcome;
import dev.netpol.trace.Requested;
import dev.netpol.trace.Side;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttributionTest {
  private static final IpAddress NONE = IpAddress.parse("0.0.0.0");
  private static final IpAddress OURS = IpAddress.parse("10.0.0.1");
  private static final IpAddress THEIRS = IpAddress.parse("10.0.0.2");
  private static final long EPOCH = 1_000_000;

  @TempDir Path proc;
  private Attribution attribution;

  @BeforeEach
  void knows_nothing_yet() {
    attribution = new Attribution("node-1", new Executables(proc), new NetworkAddresses(proc));
  }

  @Test
  void an_event_becomes_a_record_of_the_pod_that_saw_it() {
    ConnectionEvent record =
        attribution.of(event(Side.CONNECT, OURS, THEIRS, 2_000_000), EPOCH, pod("u"));
    assertThat(record.time()).isEqualTo(EPOCH + 5);
    assertThat(record.last()).isEqualTo(EPOCH + 9);
    assertThat(record.count()).isEqualTo(3);
    assertThat(record.elapsedMillis()).isEqualTo(2);
    assertThat(record.node()).isEqualTo("node-1");
    assertThat(record.observer().identity()).isEqualTo(Identity.pod("demo", "web", "u"));
    assertThat(record.requested()).contains(new Requested(IpAddress.parse("10.96.0.1"), 53));
    assertThat(record.uncertain()).isTrue();
    assertThat(record.existing()).isFalse();
    assertThat(attribution.of(event(Side.CONNECT, OURS, THEIRS, 0), EPOCH, pod("u")))
        .extracting(ConnectionEvent::elapsedMillis)
        .as("its begin was not seen")
        .isEqualTo(-1L);
  }

  @Test
  void a_socket_bound_to_no_address_has_the_one_its_pod_was_seen_with() {
    Event.Connection unbound = event(Side.CONNECT, NONE, THEIRS, 0);
    assertThat(attribution.of(unbound, EPOCH, pod("u")).saddr()).isEmpty();

    attribution.of(event(Side.ACCEPT, THEIRS, OURS, 0), EPOCH, pod("u"));

    assertThat(attribution.of(unbound, EPOCH, pod("u")).saddr()).contains(OURS);
    assertThat(attribution.of(unbound, EPOCH, pod("another")).saddr()).isEmpty();
    assertThat(attribution.of(event(Side.ACCEPT, THEIRS, NONE, 0), EPOCH, pod("u")).daddr())
        .contains(OURS);
  }

  @Test
  void a_snapshot_knows_the_address_of_a_pod_that_has_not_been_seen() {
    Pod known =
        new Pod(
            Identity.pod("demo", "web", "u"),
            "",
            Optional.empty(),
            List.of(IpAddress.parse("fd00::1"), OURS));
    assertThat(attribution.of(event(Side.CONNECT, NONE, THEIRS, 0), EPOCH, known).saddr())
        .contains(OURS);
  }

  /** Whoever reads a record needs an address or a pod. */
  @Test
  void outside_pods_an_unknown_address_stays_as_it_is() {
    assertThat(attribution.of(event(Side.CONNECT, NONE, THEIRS, 0), EPOCH, Pod.outside("")).saddr())
        .contains(NONE);
  }

  private static Pod pod(String uid) {
    return new Pod(Identity.pod("demo", "web", uid), "", Optional.empty(), List.of());
  }

  private static Event.Connection event(Side side, IpAddress from, IpAddress to, long elapsed) {
    return new Event.Connection(
        5,
        9,
        elapsed,
        7,
        3,
        42,
        0,
        side,
        Protocol.UDP,
        Outcome.ATTEMPTED,
        0,
        from,
        40000,
        to,
        53,
        Optional.of(new Event.Target(IpAddress.parse("10.96.0.1"), 53)),
        true,
        false,
        "");
  }
}
