// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Events of this machine's kernel, by the first hook that it takes. */
final class KernelEvents implements EventSource {

  /** The best first. */
  static final List<String> HOOKS =
      List.of("tp_btf/inet_sock_set_state", "raw_tp/inet_sock_set_state");

  private final String hook;
  private final long handle;
  private boolean open = true;

  private KernelEvents(String hook, long handle) {
    this.hook = hook;
    this.handle = handle;
  }

  /**
   * Attaches to the kernel.
   *
   * @throws BridgeException if the native part is not available, or with what each hook said
   */
  static KernelEvents open(List<String> hooks) throws BridgeException {
    if (!Bridge.isAvailable()) {
      throw new BridgeException(Bridge.unavailabilityCause().orElseThrow());
    }
    List<String> reasons = new ArrayList<>();
    List<String> details = new ArrayList<>();
    for (String hook : hooks) {
      try {
        return new KernelEvents(hook, Bridge.open(hook));
      } catch (BridgeException e) {
        reasons.add(hook + ": " + e.getMessage());
        details.add(hook + ":\n" + e.detail());
      }
    }
    throw new BridgeException(
        "the kernel takes none of our programs (" + String.join("; ", reasons) + ")", details);
  }

  @Override
  public String hook() {
    return hook;
  }

  @Override
  public int drain(ByteBuffer into, int millis) throws BridgeException {
    return Bridge.drain(handle(), into, millis);
  }

  @Override
  public long[] lost() throws BridgeException {
    return Bridge.lost(handle());
  }

  @Override
  public long epoch() {
    return Bridge.epoch();
  }

  /** A closed handle would be memory that is no longer ours. */
  private long handle() {
    if (!open) {
      throw new IllegalStateException("closed");
    }
    return handle;
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      Bridge.close(handle);
    }
  }
}
