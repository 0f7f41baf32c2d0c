// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.IpAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside a load balancer in the same hooks, which was there first. */
class BalancedKernelTest extends KernelCase {
  private static final List<String> HOOKS = List.of("connect4", "sendmsg4", "recvmsg4");

  @TempDir Path folder;
  private Path pins = Path.of("/sys/fs/bpf");

  @BeforeEach
  void balance() throws Exception {
    pins = pins.resolve(client.netns);
    String object = folder.resolve("balancer.o").toString();
    String include = "-I/usr/include/" + arch() + "-linux-gnu";
    TestPod.command(
        "clang", "-target", "bpf", "-O2", include, "-c", "src/test/c/balancer.bpf.c", "-o", object);
    // As an IPv4 socket: the balancer has no rules for IPv6.
    TestPod.command("bpftool", "prog", "loadall", object, pins.toString());
    for (String hook : HOOKS) {
      TestPod.command(
          "bpftool", "cgroup", "attach", cgroups.toString(), hook, "pinned", pin(hook), "multi");
    }
  }

  @AfterEach
  void stop_balancing() throws Exception {
    for (String hook : HOOKS) {
      if (Files.exists(pins.resolve(hook))) {
        TestPod.command(
            "bpftool", "cgroup", "detach", cgroups.toString(), hook, "pinned", pin(hook));
        Files.delete(pins.resolve(hook));
      }
    }
    Files.deleteIfExists(pins);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_connect_says_what_was_asked_for_and_what_it_got(boolean mayRunFirst) throws Exception {
    KernelOptions options = options().mayRunFirst(mayRunFirst).build();
    try (KernelEvents kernel = KernelEvents.open(options)) {
      assertThat(server.talk("listen", "10.99.0.2", 8080)).isEqualTo("listening");
      assertThat(client.talk4("connect", "10.96.0.1", 80)).isNotEqualTo("refused");
      client.talk4("connect", "10.99.0.2", 8080);
      List<Event> events = all(kernel);

      assertThat(lines(events, client))
          .containsOnly("connect tcp 10.99.0.1 -> 10.99.0.2:8080 established")
          .hasSize(2);
      assertThat(events)
          .filteredOn(event -> event.cgroup() == id(client))
          .extracting(event -> ((Event.Connection) event).requested().map(Object::toString))
          .containsExactly(
              java.util.Optional.of(new Event.Target(IpAddress.parse("10.96.0.1"), 80).toString()),
              java.util.Optional.empty());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void answers_of_a_service_over_udp_are_no_connections(boolean mayRunFirst) throws Exception {
    KernelOptions options = options().mayRunFirst(mayRunFirst).build();
    try (KernelEvents kernel = KernelEvents.open(options)) {
      assertThat(server.talk("answer", "10.99.0.2", 8080)).isEqualTo("answering");
      client.talk4("ask", "10.96.0.1", 80);
      client.talk4("ask-connected", "10.96.0.1", 80);
      List<Event> events = all(kernel);

      assertThat(lines(events, client))
          .containsExactly(
              "connect udp 10.99.0.1 -> 10.96.0.1:80 attempted",
              "connect udp 10.99.0.1 -> 10.99.0.2:8080 attempted");
    }
  }

  private String pin(String hook) {
    return pins.resolve(hook).toString();
  }

  private static String arch() {
    return System.getProperty("os.arch").equals("amd64") ? "x86_64" : "aarch64";
  }
}
