// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.model.Protocol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The programs that the kernel took, and why it did not take others.
 *
 * @param handle of {@link Bridge}
 * @param programs their sections
 */
record Attachment(long handle, List<String> programs, List<Refusal> refusals) {

  /** {@link Bridge#open} with all else settled, and {@link Bridge#close}. */
  interface Kernel {
    long open(String[] programs, @Nullable String[] refused) throws BridgeException;

    void close(long handle);
  }

  /**
   * Attaches the best of what is wanted. All at once where the kernel takes it; otherwise each is
   * tried alone first, because a program that does not load takes the others with it.
   *
   * @throws BridgeException if there is a protocol, or processes, that no program is left for
   */
  static Attachment of(KernelOptions options, Kernel kernel) throws BridgeException {
    List<List<String>> slots = Programs.wanted(options);
    List<String> best = slots.stream().map(slot -> slot.get(0)).toList();
    try {
      return all(best, kernel, List.of());
    } catch (BridgeException e) {
      List<Refusal> refusals = new ArrayList<>();
      List<String> taken = new ArrayList<>();
      for (List<String> slot : slots) {
        taken.addAll(first(slot, kernel, refusals));
      }
      for (Protocol protocol : options.protocols()) {
        if (taken.stream().noneMatch(Programs.required(protocol, options)::contains)) {
          throw none(refusals);
        }
      }
      return all(taken, kernel, refusals);
    }
  }

  private static Attachment all(List<String> programs, Kernel kernel, List<Refusal> refusals)
      throws BridgeException {
    @Nullable String[] refused = new String[programs.size()];
    long handle = kernel.open(programs.toArray(String[]::new), refused);
    if (Arrays.stream(refused).anyMatch(Objects::nonNull)) {
      kernel.close(handle);
      throw new BridgeException(
          Arrays.stream(refused).filter(Objects::nonNull).collect(Collectors.joining("\n")));
    }
    return new Attachment(handle, programs, List.copyOf(refusals));
  }

  /** The first of a slot that the kernel takes, if any. */
  private static List<String> first(List<String> slot, Kernel kernel, List<Refusal> refusals) {
    for (String program : slot) {
      try {
        kernel.close(all(List.of(program), kernel, List.of()).handle());
        return List.of(program);
      } catch (BridgeException e) {
        refusals.add(new Refusal(program, String.valueOf(e.getMessage()), e.detail()));
      }
    }
    return List.of();
  }

  private static BridgeException none(List<Refusal> refusals) {
    return new BridgeException(
        refusals.stream()
            .map(refusal -> refusal.program() + ": " + refusal.reason())
            .collect(Collectors.joining("; ", "the kernel takes none of our programs (", ")")),
        refusals.stream().map(refusal -> refusal.program() + ":\n" + refusal.detail()).toList());
  }
}
