// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.netpol.model.Protocol;
import dev.netpol.trace.Side;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttachmentTest {
  private static final KernelOptions ALL = KernelOptions.in(Path.of("/")).processes(true).build();

  @Test
  void what_the_kernel_takes_is_loaded_at_once() throws Exception {
    Picky kernel = new Picky(Set.of(), Set.of());
    Attachment attachment = Attachment.of(ALL, kernel);

    assertThat(kernel.opened).hasSize(1);
    assertThat(attachment.refusals()).isEmpty();
    assertThat(attachment.programs())
        .containsExactly(
            "tp_btf/inet_sock_set_state",
            "cgroup/connect4",
            "cgroup/connect6",
            "cgroup/sendmsg4",
            "cgroup/sendmsg6",
            "cgroup/recvmsg4",
            "cgroup/recvmsg6",
            "tp_btf/sock_send_length",
            "tp_btf/sched_process_exec",
            "tp_btf/sched_process_exit");
  }

  /** One does not load, and another loads and cannot be attached. */
  @Test
  void what_is_refused_is_replaced_or_left_out_and_says_why() throws Exception {
    Picky kernel =
        new Picky(
            Set.of("tp_btf/inet_sock_set_state", "cgroup/recvmsg6"),
            Set.of("raw_tp/inet_sock_set_state"));
    Attachment attachment = Attachment.of(ALL, kernel);

    assertThat(attachment.programs())
        .contains("tp/sock/inet_sock_set_state", "cgroup/recvmsg4")
        .doesNotContain("raw_tp/inet_sock_set_state", "cgroup/recvmsg6");
    assertThat(attachment.refusals())
        .extracting(Refusal::program, Refusal::reason, Refusal::detail)
        .containsExactly(
            tuple("tp_btf/inet_sock_set_state", "cannot load", "the verifier"),
            tuple("raw_tp/inet_sock_set_state", "cannot attach", "no such thing"),
            tuple("cgroup/recvmsg6", "cannot load", "the verifier"));
    assertThat(kernel.open).containsExactly(attachment.handle());
    assertThat(Programs.hook(attachment.programs(), ALL)).isEqualTo("tp/sock/inet_sock_set_state");
    assertThat(Programs.covers(attachment.programs(), ALL))
        .isEqualTo(
            Map.of(
                Side.CONNECT, Set.of(Protocol.TCP, Protocol.UDP),
                Side.ACCEPT, Set.of(Protocol.TCP)));
  }

  @Test
  void a_protocol_that_nothing_is_left_for_is_an_error_and_leaves_nothing_attached() {
    Picky kernel = new Picky(Set.of(), Set.copyOf(Programs.TCP));

    assertThatThrownBy(() -> Attachment.of(ALL, kernel))
        .isInstanceOf(BridgeException.class)
        .hasMessageStartingWith("the kernel takes none of our programs (tp_btf/inet_sock_set_state")
        .hasMessageContaining("kprobe/tcp_set_state: cannot attach");
    assertThat(kernel.open).isEmpty();
  }

  /** Takes all but some. */
  private static final class Picky implements Attachment.Kernel {
    private final Set<String> doNotLoad;
    private final Set<String> doNotAttach;
    private final List<List<String>> opened = new ArrayList<>();
    private final List<Long> open = new ArrayList<>();

    Picky(Set<String> doNotLoad, Set<String> doNotAttach) {
      this.doNotLoad = doNotLoad;
      this.doNotAttach = doNotAttach;
    }

    @Override
    public long open(String[] programs, @Nullable String[] refused) throws BridgeException {
      opened.add(List.of(programs));
      if (Arrays.stream(programs).anyMatch(doNotLoad::contains)) {
        throw new BridgeException("cannot load\nthe verifier");
      }
      for (int i = 0; i < programs.length; i++) {
        if (doNotAttach.contains(programs[i])) {
          refused[i] = "cannot attach\nno such thing";
        }
      }
      open.add((long) opened.size());
      return opened.size();
    }

    @Override
    public void close(long handle) {
      open.remove(handle);
    }
  }
}
