// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.model.Protocol;
import dev.netpol.trace.Place;
import dev.netpol.trace.TraceHeader;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/** A capture of everything, in another thread. */
final class Recording {
  /** Nothing is left out. */
  static final Filters EVERYTHING =
      new Filters(
          Set.of(),
          Set.of(),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          Set.of(),
          Set.of(Protocol.TCP, Protocol.UDP),
          true);

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final AtomicBoolean stop = new AtomicBoolean();
  private final CompletableFuture<Void> done;

  Recording(EventSource events, Path cgroups) throws Exception {
    TraceLog log = new TraceLog(LineOutput.of(out), header("test", events, "6.1.0"), List.of());
    Capture capture =
        capture(
            events,
            new CgroupTable(cgroups),
            "test",
            log,
            Watch::now,
            Path.of("/proc"),
            Optional.empty());
    log.begin();
    done =
        CompletableFuture.runAsync(
            () -> {
              try {
                capture.run(stop::get);
                log.end(Watch.now(), capture.received(), capture.lost());
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
  }

  static Capture capture(
      EventSource events,
      CgroupTable cgroups,
      String node,
      Recorder out,
      LongSupplier clock,
      Path proc,
      Optional<Path> existing)
      throws Exception {
    Executables executables = new Executables(proc);
    return new Capture(
        events,
        cgroups,
        new Pods(cgroups, new PodNames(Path.of("/absent")), ClusterSnapshot.empty()),
        executables,
        new Attribution(node, executables, new NetworkAddresses(proc)),
        EVERYTHING,
        existing,
        out,
        clock);
  }

  static TraceHeader header(String node, EventSource events, String kernel) {
    return new TraceHeader(
        1, node, 0, events.covers(), new TreeMap<>(), events.hook(), kernel, new Place(0, 0, 0));
  }

  List<String> stop() throws Exception {
    stop.set(true);
    done.get(30, TimeUnit.SECONDS);
    return out.toString(UTF_8).lines().toList();
  }
}
