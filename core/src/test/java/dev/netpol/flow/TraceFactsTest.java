// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Collections2;
import dev.netpol.cluster.Sighted;
import dev.netpol.model.Labels;
import dev.netpol.trace.EventView;
import dev.netpol.trace.Identity;
import dev.netpol.trace.Peer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class TraceFactsTest {

  private static Sighting at(long time) {
    return of(Labels.NONE, time);
  }

  private static Sighting of(Labels labels, long time) {
    Peer peer = Peer.of(Identity.pod("shop", "web", ""), labels);
    return new Sighting(peer, "", Optional.empty(), time, time);
  }

  @Test
  void a_pod_was_first_seen_at_the_earliest_time_that_is_known() {
    List<Sighting> seen = List.of(at(5), at(EventView.NO_TIME), at(9));
    for (List<Sighting> some : Collections2.permutations(seen)) {
      assertThat(TraceFacts.sightings(some))
          .singleElement()
          .isInstanceOfSatisfying(
              Sighted.OfPod.class, pod -> assertThat(pod.first()).as("%s", some).isEqualTo(5));
    }
    assertThat(TraceFacts.sightings(List.of(at(EventView.NO_TIME))))
        .singleElement()
        .isInstanceOfSatisfying(
            Sighted.OfPod.class, pod -> assertThat(pod.first()).isEqualTo(EventView.NO_TIME));
  }

  @Test
  void a_sighting_widens_to_the_times_that_are_known() {
    assertThat(at(EventView.NO_TIME).widened(at(7))).isEqualTo(at(7));
    assertThat(at(7).widened(at(EventView.NO_TIME))).isEqualTo(at(7));
    assertThat(at(7).widened(at(3)).first()).isEqualTo(3);
  }

  /** A sorted set of sightings would lose one of them. */
  @Test
  void other_labels_of_the_same_text_are_another_sighting() {
    Sighting one = of(Labels.of("a", "1,b=2"), 5);
    Sighting other = of(Labels.of(Map.of("a", "1", "b", "2")), 5);

    assertThat(one.peer().labels()).hasToString(other.peer().labels().toString());
    assertThat(new TreeSet<>(List.of(one, other))).hasSize(2);
    assertThat(one.compareTo(other)).isEqualTo(-other.compareTo(one));
  }
}
