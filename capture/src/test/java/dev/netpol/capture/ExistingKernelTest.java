// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExistingKernelTest extends KernelCase {

  @ParameterizedTest
  @CsvSource({"10.99.0.1, 10.99.0.2", "fd99::1, fd99::2"})
  void connections_that_are_open_already_are_told_from_both_ends(String ours, String theirs)
      throws Exception {
    server.talk("keep", "::", 8080);
    String port = client.talk("hold", theirs, 8080);
    Object here = Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net"));

    try (KernelEvents kernel = KernelEvents.open(options().build())) {
      List<Event.Connection> opened = kernel.existing(netns(client));
      List<Event.Connection> accepted = kernel.existing(netns(server));

      assertThat(lines(List.copyOf(opened), client))
          .containsExactly("connect tcp " + ours + " -> " + theirs + ":8080 established existing");
      assertThat(lines(List.copyOf(accepted), server))
          .containsExactly("accept tcp " + ours + " -> " + theirs + ":8080 established existing");
      assertThat(opened.get(0).sport()).hasToString(port);
      assertThat(accepted.get(0).sport()).hasToString(port);
      assertThat(opened.get(0).netns())
          .isEqualTo(((Long) Files.getAttribute(netns(client), "unix:ino")).intValue());
    }
    assertThat(Files.readSymbolicLink(Path.of("/proc/thread-self/ns/net"))).isEqualTo(here);
  }

  @Test
  void there_may_be_more_than_were_expected() throws Exception {
    server.talk("keep", "::", 8080);
    client.talk("hold-many", "10.99.0.2", 8080);
    try (KernelEvents kernel = KernelEvents.open(options().build())) {
      assertThat(lines(List.copyOf(kernel.existing(netns(client))), client)).hasSize(300);
      assertThat(lines(List.copyOf(kernel.existing(netns(server))), server)).hasSize(300);
    }
  }

  @Test
  void a_namespace_that_is_gone_is_said_to_be() throws Exception {
    try (KernelEvents kernel = KernelEvents.open(options().build())) {
      assertThatThrownBy(() -> kernel.existing(Path.of("/run/netns/absent")))
          .isInstanceOf(BridgeException.class)
          .hasMessage("cannot open a network namespace: No such file or directory");
    }
  }

  private static Path netns(TestPod pod) {
    return Path.of("/run/netns", pod.netns);
  }
}
