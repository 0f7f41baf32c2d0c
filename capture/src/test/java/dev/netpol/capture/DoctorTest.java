// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.netpol.capture.Doctor.Check;
import dev.netpol.capture.Doctor.State;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  private static final String UID = "eb653d22-2525-47ca-9fc4-3762497ae1d2";

  @TempDir Path root;

  @BeforeEach
  void is_a_machine_that_can_capture() throws Exception {
    write("proc/sys/kernel/osrelease", "6.1.0\n");
    write("sys/kernel/btf/vmlinux", "");
    write("proc/self/status", "CapEff:\t000001ffffffffff\n");
    write("proc/1/mountinfo", "25 24 0:23 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw\n");
    Files.createDirectories(root.resolve("sys/fs/cgroup/kubepods/pod" + UID));
    Files.createDirectories(root.resolve("var/log/pods/demo_web_" + UID));
  }

  @Test
  void where_the_kernel_takes_everything_nothing_is_missing() throws Exception {
    assertThat(examine(Optional.empty(), Set.of())).extracting(Check::state).containsOnly(State.OK);
  }

  @Test
  void a_program_is_not_missed_where_another_does_its_work() throws Exception {
    List<Check> checks = examine(Optional.empty(), Set.of(Programs.TCP.get(0)));
    assertThat(checks)
        .contains(new Check(State.SPARE, Programs.TCP.get(0), "refused", "", "the verifier"))
        .contains(new Check(State.OK, Programs.TCP.get(1), "attaches", "", ""))
        .extracting(Check::state)
        .doesNotContain(State.MISSING);
  }

  @Test
  void what_cannot_be_captured_without_the_refused_is_said() throws Exception {
    List<Check> checks = examine(Optional.empty(), Set.copyOf(Programs.TCP));
    assertThat(checks)
        .filteredOn(check -> check.state() == State.MISSING)
        .extracting(Check::what)
        .containsAll(Programs.TCP)
        .contains("connects TCP", "accepts TCP")
        .doesNotContain("accepts UDP");
  }

  @Test
  void a_pod_without_a_name_is_something_missing() throws Exception {
    assertThat(examine(Optional.empty(), Set.of()))
        .contains(new Check(State.OK, "pods", "1 pod, all with names", "", ""));
    Files.delete(root.resolve("var/log/pods/demo_web_" + UID));
    assertThat(examine(Optional.empty(), Set.of()))
        .filteredOn(check -> check.state() == State.MISSING)
        .extracting(Check::what, Check::text)
        .containsExactly(tuple("pods", "1 pod, 0 with names"));
  }

  @Test
  void says_how_to_get_what_is_missing_and_tries_no_programs_then() throws Exception {
    Files.delete(root.resolve("sys/kernel/btf/vmlinux"));
    write("proc/self/status", "CapEff:\t0000000000000000\n");
    write("proc/1/mountinfo", "");
    assertThat(examine(Optional.of("libbpf.so.1 is missing"), Set.of()))
        .filteredOn(check -> check.state() == State.MISSING)
        .allSatisfy(check -> assertThat(check.hint()).isNotEmpty())
        .extracting(Check::what)
        .containsExactly("BTF", "privileges", "cgroups", "library");
  }

  private List<Check> examine(Optional<String> library, Set<String> refused) throws Exception {
    return new Doctor(new Machine(root), () -> library, options -> new Taking(refused)).examine();
  }

  private void write(String file, String text) throws Exception {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  /** A kernel that takes all programs but some. */
  private record Taking(Set<String> refuses) implements Attachment.Kernel {
    @Override
    public long open(String[] programs, @Nullable String[] refused) {
      if (refuses.contains(programs[0])) {
        refused[0] = "refused\nthe verifier";
      }
      return 1;
    }

    @Override
    public void close(long handle) {}
  }
}
