// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AggregateKernelTest extends KernelCase {

  @Test
  void repeats_are_counted_in_the_kernel_and_none_is_missing() throws Exception {
    try (KernelEvents kernel = KernelEvents.open(options().aggregate(true).build())) {
      assertThat(server.talk("listen", "::", 8080)).isEqualTo("listening");
      client.talk("few", "10.99.0.2", 8080);
      List<Event> events = all(kernel);

      assertThat(lines(events, client))
          .containsExactly("connect tcp 10.99.0.1 -> 10.99.0.2:8080 established x200");
      assertThat(lines(events, server))
          .containsExactly("accept tcp 10.99.0.1 -> 10.99.0.2:8080 established x200");
      assertThat(events)
          .filteredOn(event -> event instanceof Event.Connection c && c.count() > 1)
          .allSatisfy(
              event -> assertThat(((Event.Connection) event).last()).isGreaterThan(event.time()));
      assertThat(all(kernel)).isEmpty();
    }
  }

  /** What is fetched while counting goes on is counted nowhere else, and nothing is lost. */
  @Test
  void counts_can_be_fetched_while_they_grow() throws Exception {
    try (KernelEvents kernel = KernelEvents.open(options().aggregate(true).build())) {
      assertThat(server.talk("listen", "::", 8080)).isEqualTo("listening");
      List<Event> events = new ArrayList<>();
      Thread crowd = new Thread(() -> crowd());
      crowd.start();
      while (crowd.isAlive()) {
        events.addAll(events(kernel, client));
      }
      events.addAll(events(kernel, client));

      assertThat(events).hasSizeGreaterThan(1);
      assertThat(events.stream().mapToLong(event -> ((Event.Connection) event).count()).sum())
          .isEqualTo(2000);
    }
  }

  @Test
  void what_finds_no_room_among_the_counts_comes_one_by_one() throws Exception {
    try (KernelEvents kernel = KernelEvents.open(options().aggregate(true).mapEntries(1).build())) {
      assertThat(server.talk("listen", "::", 8080)).isEqualTo("listening");
      client.talk("few", "10.99.0.2", 8080);
      List<Event> events = all(kernel);

      for (TestPod pod : List.of(client, server)) {
        assertThat(
                events.stream()
                    .filter(event -> event.cgroup() == id(pod))
                    .mapToLong(event -> ((Event.Connection) event).count())
                    .sum())
            .isEqualTo(200);
      }
      assertThat(events).hasSizeGreaterThan(200);
      assertThat(kernel.lost()[EventSource.LAYERS.indexOf("ringbuf")]).isZero();
    }
  }

  private void crowd() {
    try {
      client.talk("crowd", "10.99.0.2", 8080);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
