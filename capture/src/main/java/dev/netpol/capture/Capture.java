// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import dev.netpol.trace.ConnectionEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Takes events from the kernel, finds out whose they are, and hands on those that are wanted. One
 * thread does all of it: while it writes, events wait in the kernel's buffer, and what finds no
 * room there is counted there. A queue in between would be one more place to lose them.
 */
final class Capture {
  /** How long a stop and the counters of what was lost may wait. */
  private static final int PATIENCE_MILLIS = 200;

  /** How often what is counted in the kernel is fetched. */
  private static final long FOLDED_NANOS = 10_000_000_000L;

  /** How often cgroups are looked for that no event has asked for yet. */
  private static final long LOOK_NANOS = 1_000_000_000L;

  private final EventSource source;
  private final CgroupTable cgroups;
  private final Pods pods;
  private final Executables executables;
  private final Attribution attribution;
  private final Filters filters;
  private final Recorder out;
  private final LongSupplier clock;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(8192 * EventDecoder.SIZE).order(ByteOrder.nativeOrder());
  private final long[] counted = new long[EventSource.LAYERS.size()];
  private final SortedMap<String, Long> lost = new TreeMap<>();
  private final Optional<Path> existing;
  private Optional<OpenConnections> opening = Optional.empty();
  private long received;
  private long leftOut;
  private long looked = System.nanoTime();
  private long folded = System.nanoTime();

  /**
   * Prepares a capture; the caller closes the source.
   *
   * @param existing where processes are found, if connections count that are open already
   * @param clock nanoseconds since 1970
   */
  Capture(
      EventSource source,
      CgroupTable cgroups,
      Pods pods,
      Executables executables,
      Attribution attribution,
      Filters filters,
      Optional<Path> existing,
      Recorder out,
      LongSupplier clock) {
    this.source = source;
    this.cgroups = cgroups;
    this.pods = pods;
    this.executables = executables;
    this.attribution = attribution;
    this.filters = filters;
    this.existing = existing;
    this.out = out;
    this.clock = clock;
  }

  /** Hands on what happens until {@code stop} says so, then what had happened until then. */
  void run(BooleanSupplier stop) throws IOException, BridgeException {
    cgroups.tell(this::choose);
    if (existing.isPresent()) {
      writeOpen(existing.get());
    }
    while (!stop.getAsBoolean()) {
      step(PATIENCE_MILLIS);
      look();
    }
    leave();
    catchUp();
    fold();
  }

  /** Hands on what has begun and will not be seen to end. */
  private void leave() throws IOException, BridgeException {
    do {
      source.unended(buffer);
      take();
    } while (buffer.limit() > buffer.capacity() - EventDecoder.SIZE);
  }

  /** Hands on what has happened until now. */
  private void catchUp() throws IOException, BridgeException {
    long now = clock.getAsLong();
    long last;
    do {
      last = step(0);
    } while (last < now);
  }

  private void writeOpen(Path proc) throws IOException, BridgeException {
    OpenConnections found = new OpenConnections(source, proc);
    opening = Optional.of(found);
    catchUp();
    opening = Optional.empty();
    long epoch = source.epoch();
    for (Event.Connection connection : found.unreported()) {
      received++;
      take(connection, epoch, pods.of(connection.cgroup()));
    }
    out.flush();
  }

  /** Spares the kernel the events of a cgroup that is not wanted. */
  private void choose(long cgroup, Owner owner) throws IOException {
    Filters.Answer answer = filters.wants(pods.named(owner));
    if (answer != Filters.Answer.UNKNOWN) {
      try {
        source.choose(cgroup, answer == Filters.Answer.YES);
      } catch (BridgeException e) {
        // Its events come then, and are left out here.
      }
    }
  }

  /** Events that the kernel handed over. */
  long received() {
    return received;
  }

  /** Those of them that no one wanted. */
  long leftOut() {
    return leftOut;
  }

  /** What the kernel lost, by layer. */
  SortedMap<String, Long> lost() {
    return lost;
  }

  /** The time of the last event that there was; the end of time when there was none. */
  private long step(int millis) throws IOException, BridgeException {
    source.drain(buffer, millis);
    long last = take();
    countLost();
    out.flush();
    return last;
  }

  /** What the kernel counted, and has not told yet. */
  private void fold() throws IOException, BridgeException {
    source.folded(buffer);
    while (buffer.hasRemaining()) {
      take();
      source.folded(buffer);
    }
    folded = System.nanoTime();
    out.flush();
  }

  private long take() throws IOException, BridgeException {
    long last = Long.MAX_VALUE;
    if (buffer.hasRemaining()) {
      long epoch = source.epoch();
      while (buffer.hasRemaining()) {
        Event event = EventDecoder.next(buffer);
        last = event.time() + epoch;
        take(event, epoch);
      }
    }
    return last;
  }

  private void take(Event event, long epoch) throws IOException {
    Pod pod = pods.of(event.cgroup());
    if (event instanceof Event.Connection connection) {
      received++;
      opening.ifPresent(open -> open.reported(connection));
      take(connection, epoch, pod);
    } else if (event instanceof Event.Exec exec) {
      String exe = executables.began(exec);
      if (shows(pod, exec.comm(), exe)) {
        out.started(exec, pod, exe);
      }
    } else if (event instanceof Event.Exit exit) {
      String exe = executables.ended(exit);
      if (shows(pod, exit.comm(), exe)) {
        out.ended(exit, pod, exe);
      }
    }
  }

  private boolean shows(Pod pod, String comm, String exe) {
    return filters.wants(pod) != Filters.Answer.NO && filters.hasProgram(comm, exe);
  }

  private void take(Event.Connection event, long epoch, Pod pod) throws IOException {
    if (filters.wants(pod) != Filters.Answer.NO) {
      ConnectionEvent connection = attribution.of(event, epoch, pod);
      if (filters.passes(connection)) {
        out.connection(connection);
        return;
      }
    }
    leftOut++;
  }

  private void countLost() throws IOException, BridgeException {
    long[] now = source.lost();
    List<String> layers = EventSource.LAYERS;
    for (int layer = 0; layer < counted.length; layer++) {
      long more = now[layer] - counted[layer];
      counted[layer] = now[layer];
      lost.put(layers.get(layer), now[layer]);
      if (more > 0) {
        out.lost(clock.getAsLong(), layers.get(layer), more);
      }
    }
  }

  private void look() throws IOException, BridgeException {
    long now = System.nanoTime();
    if (now - folded > FOLDED_NANOS) {
      fold();
    }
    if (now - looked > LOOK_NANOS) {
      looked = now;
      cgroups.scan();
    }
  }
}
