// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.model.Protocol;
import dev.netpol.terminal.Words;
import dev.netpol.trace.Side;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Looks at what a machine offers to a capture, and tries the programs in its kernel. */
final class Doctor {

  /** How it stands. */
  enum State {
    OK,
    /** Not there, and something else does its work. */
    SPARE,
    /** Something is not captured without it. */
    MISSING
  }

  /**
   * What was found.
   *
   * @param what was looked at
   * @param text what was seen
   * @param hint how to get it, or empty
   * @param detail the kernel's own words, or empty
   */
  record Check(State state, String what, String text, String hint, String detail) {}

  private final Machine machine;
  private final Supplier<Optional<String>> library;
  private final Function<KernelOptions, Attachment.Kernel> kernel;
  private final List<Check> checks = new ArrayList<>();

  /**
   * A doctor for a machine.
   *
   * @param library why the native part cannot be used, if it cannot
   * @param kernel takes programs, given what they are told
   */
  Doctor(
      Machine machine,
      Supplier<Optional<String>> library,
      Function<KernelOptions, Attachment.Kernel> kernel) {
    this.machine = machine;
    this.library = library;
    this.kernel = kernel;
  }

  /** Everything, in the order in which it is needed. */
  List<Check> examine() throws IOException {
    ok("kernel", machine.release());
    needs(
        machine.hasBtf(),
        "BTF",
        "the kernel describes its types",
        "/sys/kernel/btf/vmlinux is missing",
        "use a kernel built with CONFIG_DEBUG_INFO_BTF, as distributions have since about 2020");
    needs(
        machine.mayLoad(),
        "privileges",
        "may load kernel programs",
        "may not load kernel programs",
        "run as root, or with CAP_BPF, CAP_PERFMON, CAP_NET_ADMIN and CAP_SYS_PTRACE");
    Optional<Path> mount = machine.cgroups();
    needs(
        mount.isPresent(),
        "cgroups",
        mount.map(Path::toString).orElse("")
            + (machine.hasOldCgroups() ? ", beside version 1" : ", version 2"),
        "no version 2 hierarchy is mounted",
        "boot with systemd.unified_cgroup_hierarchy=1, or mount -t cgroup2 none /sys/fs/cgroup");
    Optional<String> unavailable = library.get();
    needs(
        unavailable.isEmpty(),
        "library",
        "libnetpol.so is loaded",
        unavailable.orElse(""),
        "install libbpf 1.x, and use a build for this processor");
    if (checks.stream().noneMatch(check -> check.state() == State.MISSING)) {
      programs(mount.orElseThrow());
      pods(mount.orElseThrow());
    }
    return checks;
  }

  /** Each is tried alone: a capture uses the first of those that do the same. */
  private void programs(Path mount) {
    KernelOptions options = KernelOptions.in(mount).processes(true).build();
    List<String> used = new ArrayList<>();
    for (List<String> slot : Programs.wanted(options)) {
      List<Refusal> refusals = new ArrayList<>();
      boolean served = false;
      for (String program : slot) {
        Optional<Refusal> refusal = refusal(program, kernel.apply(options));
        if (refusal.isEmpty()) {
          ok(program, served ? "attaches, and is not needed" : "attaches");
          if (!served) {
            used.add(program);
          }
          served = true;
        }
        refusal.ifPresent(refusals::add);
      }
      for (Refusal refusal : refusals) {
        State state = served ? State.SPARE : State.MISSING;
        String hint = state == State.MISSING ? hint(refusal.program()) : "";
        checks.add(new Check(state, refusal.program(), refusal.reason(), hint, refusal.detail()));
      }
    }
    Map<Side, Set<Protocol>> covers = Programs.covers(used, options);
    for (Side side : Side.values()) {
      covers(side, covers.getOrDefault(side, Set.of()));
    }
  }

  /** What a program of that kind needs. */
  private static String hint(String program) {
    return switch (program.substring(0, program.indexOf('/'))) {
      case "tp_btf" -> "it needs Linux 5.5 or newer, built with CONFIG_DEBUG_INFO_BTF";
      case "raw_tp" -> "it needs a kernel built with CONFIG_BPF_EVENTS";
      case "tp" -> "it needs tracefs: mount -t tracefs none /sys/kernel/tracing";
      case "kprobe" -> "it needs a kernel built with CONFIG_KPROBES";
      case "cgroup" -> "it needs a kernel built with CONFIG_CGROUP_BPF, and CAP_NET_ADMIN";
      default -> "";
    };
  }

  /** Whether pods have names: those in cgroups beside kubelet's folders. */
  private void pods(Path mount) throws IOException {
    Set<String> uids = new TreeSet<>();
    new CgroupTable(mount).tell((id, owner) -> uids.add(owner.podUid()));
    uids.remove("");
    PodNames names = new PodNames(machine.podLogs());
    int named = 0;
    for (String uid : uids) {
      named += names.of(uid).isPresent() ? 1 : 0;
    }
    needs(
        named == uids.size(),
        "pods",
        uids.isEmpty()
            ? "none here: --host records processes outside pods"
            : Words.count(uids.size(), "pod") + ", all with names",
        Words.count(uids.size(), "pod") + ", " + Words.number(named) + " with names",
        "names are in /var/log/pods of the node (--host-root), or in a --snapshot");
  }

  private static Optional<Refusal> refusal(String program, Attachment.Kernel kernel) {
    @Nullable String[] refused = {null};
    try {
      kernel.close(kernel.open(new String[] {program}, refused));
    } catch (BridgeException e) {
      return Optional.of(new Refusal(program, String.valueOf(e.getMessage()), e.detail()));
    }
    return Optional.ofNullable(refused[0])
        .map(BridgeException::new)
        .map(e -> new Refusal(program, String.valueOf(e.getMessage()), e.detail()));
  }

  private void covers(Side side, Set<Protocol> seen) {
    String what = side.name().toLowerCase(Locale.ROOT) + "s";
    for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
      needs(
          seen.contains(protocol),
          what + " " + protocol,
          "captured",
          "not captured",
          "a trace of this machine says so, and policies made from it leave that open");
    }
  }

  private void ok(String what, String text) {
    checks.add(new Check(State.OK, what, text, "", ""));
  }

  private void needs(boolean there, String what, String seen, String missing, String hint) {
    checks.add(
        there
            ? new Check(State.OK, what, seen, "", "")
            : new Check(State.MISSING, what, missing, hint, ""));
  }
}
