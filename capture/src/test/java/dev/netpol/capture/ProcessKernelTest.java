// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProcessKernelTest extends KernelCase {

  @Test
  void processes_are_seen_to_start_and_to_end() throws Exception {
    try (KernelEvents kernel = KernelEvents.open(options().processes(true).build())) {
      int pid = client.run("sh", "-c", "exit 3");
      seen(kernel, pid);
    }
  }

  @Test
  void they_are_by_the_second_choice_of_hooks_too() throws Exception {
    KernelOptions options = options().processes(true).build();
    try (KernelEvents kernel = KernelEvents.open(options, raw(options))) {
      int pid = client.run("sh", "-c", "exit 3");
      seen(kernel, pid);
      assertThat(kernel.attached())
          .contains("raw_tp/sched_process_exec", "raw_tp/sched_process_exit");
      assertThat(kernel.hook()).isEqualTo("raw_tp/inet_sock_set_state");
    }
  }

  @Test
  void who_is_killed_ends_with_the_signal() throws Exception {
    try (KernelEvents kernel = KernelEvents.open(options().processes(true).build())) {
      int pid = client.run("sh", "-c", "kill -9 $$");
      assertThat(events(kernel, client))
          .filteredOn(event -> event instanceof Event.Exit && event.pid() == pid)
          .singleElement()
          .satisfies(event -> assertThat(((Event.Exit) event).signal()).isEqualTo(9));
    }
  }

  /** A Java process has dozens of threads, each of which ends. */
  @Test
  void a_process_of_many_threads_ends_once() throws Exception {
    try (KernelEvents kernel = KernelEvents.open(options().processes(true).build())) {
      client.talk("point", "10.99.0.2", 443);
      client.close();
      List<Event> ends =
          all(kernel).stream()
              .filter(event -> event instanceof Event.Exit && event.comm().equals("java"))
              .toList();
      assertThat(ends).extracting(Event::pid).doesNotHaveDuplicates().isNotEmpty();
      client = null;
    }
  }

  private void seen(KernelEvents kernel, int pid) throws Exception {
    List<Event> events =
        events(kernel, client).stream().filter(event -> event.pid() == pid).toList();

    assertThat(events)
        .filteredOn(Event.Exec.class::isInstance)
        .last()
        .satisfies(
            event -> {
              assertThat(((Event.Exec) event).path()).endsWith("bin/sh");
              assertThat(event.comm()).isEqualTo("sh");
            });
    assertThat(events)
        .filteredOn(Event.Exit.class::isInstance)
        .singleElement()
        .satisfies(
            event -> {
              assertThat(((Event.Exit) event).code()).isEqualTo(3);
              assertThat(((Event.Exit) event).signal()).isZero();
              assertThat(event.comm()).isEqualTo("sh");
              assertThat(((Event.Exit) event).parent()).isPositive();
            });
  }

  /** This kernel, if it had no BTF of tracepoints. */
  private static Attachment.Kernel raw(KernelOptions options) {
    Attachment.Kernel kernel = new KernelEvents.Loading(options);
    return new Attachment.Kernel() {
      @Override
      public long open(String[] programs, @Nullable String[] refused) throws BridgeException {
        if (List.of(programs).stream().anyMatch(program -> program.startsWith("tp_btf/"))) {
          throw new BridgeException("not here");
        }
        return kernel.open(programs, refused);
      }

      @Override
      public void close(long handle) {
        kernel.close(handle);
      }
    };
  }
}
