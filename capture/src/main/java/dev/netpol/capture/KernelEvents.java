// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.model.Protocol;
import dev.netpol.trace.Side;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Events of this machine's kernel, by the best programs that it takes. */
final class KernelEvents implements EventSource {

  private final KernelOptions options;
  private final Attachment attachment;
  private boolean open = true;

  private KernelEvents(KernelOptions options, Attachment attachment) {
    this.options = options;
    this.attachment = attachment;
  }

  /**
   * Attaches to the kernel.
   *
   * @throws BridgeException if the native part is not available, or with what the kernel said about
   *     each program, if it takes none for a protocol that is wanted
   */
  static KernelEvents open(KernelOptions options) throws BridgeException {
    return open(options, new Loading(options));
  }

  /** The same, of a kernel that may take less than this one. */
  static KernelEvents open(KernelOptions options, Attachment.Kernel kernel) throws BridgeException {
    if (!Bridge.isAvailable()) {
      throw new BridgeException(Bridge.unavailabilityCause().orElseThrow());
    }
    return new KernelEvents(options, Attachment.of(options, kernel));
  }

  @Override
  public String hook() {
    return Programs.hook(attachment.programs(), options);
  }

  @Override
  public List<String> attached() {
    return attachment.programs();
  }

  @Override
  public Map<Side, Set<Protocol>> covers() {
    return Programs.covers(attachment.programs(), options);
  }

  @Override
  public List<Refusal> refusals() {
    return attachment.refusals();
  }

  @Override
  public void choose(long cgroup, boolean wanted) throws BridgeException {
    Bridge.choose(handle(), cgroup, wanted);
  }

  @Override
  public void drain(ByteBuffer into, int millis) throws BridgeException {
    into.position(0).limit(Bridge.drain(handle(), into, millis));
  }

  @Override
  public void folded(ByteBuffer into) throws BridgeException {
    drain(into, Bridge.FOLDED);
  }

  @Override
  public void unended(ByteBuffer into) throws BridgeException {
    drain(into, Bridge.UNENDED);
  }

  @Override
  public List<Event.Connection> existing(Path netns) throws BridgeException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(0);
    int bytes = 64 * EventDecoder.SIZE;
    while (bytes > buffer.capacity()) {
      buffer = ByteBuffer.allocateDirect(2 * bytes).order(ByteOrder.nativeOrder());
      bytes = Bridge.existing(netns.toString(), buffer);
    }
    List<Event.Connection> connections = new ArrayList<>();
    buffer.limit(bytes);
    while (buffer.hasRemaining()) {
      connections.add((Event.Connection) EventDecoder.next(buffer));
    }
    return connections;
  }

  @Override
  public long[] lost() throws BridgeException {
    return Arrays.copyOf(Bridge.counters(handle()), LAYERS.size());
  }

  @Override
  public long epoch() throws BridgeException {
    return Bridge.counters(handle())[LAYERS.size()];
  }

  /** A closed handle would be memory that is no longer ours. */
  private long handle() {
    if (!open) {
      throw new IllegalStateException("closed");
    }
    return attachment.handle();
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      Bridge.close(attachment.handle());
    }
  }

  /** Opens with those options whatever programs it is asked for. */
  record Loading(KernelOptions options) implements Attachment.Kernel {

    @Override
    public long open(String[] programs, @Nullable String[] refused) throws BridgeException {
      return Bridge.open(
          programs,
          refused,
          options.cgroups().toString(),
          options.ringBytes(),
          options.mapEntries(),
          options.udpMillis(),
          options.aggregate(),
          Ranges.encode(options.cidrs(), options.excludeCidrs()),
          options.cidrs().isEmpty(),
          options.mayRunFirst());
    }

    @Override
    public void close(long handle) {
      Bridge.close(handle);
    }
  }
}
