// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.IpAddress;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A Pod. */
final class PodFields extends ObjectFields {
  private static final long SECOND = 1_000_000_000L;

  private final PodSpecFields spec = new PodSpecFields();
  private final Set<IpAddress> addresses = new LinkedHashSet<>();
  private final Set<IpAddress> nodeAddresses = new LinkedHashSet<>();
  private Phase phase = Phase.UNKNOWN;
  private long started = Long.MIN_VALUE;
  private long finished = Long.MIN_VALUE;
  private boolean anyRunning;
  private Strings strings = new Strings();

  @Override
  void field(String name, Tokens in) throws IOException {
    strings = in.strings();
    switch (name) {
      case "spec" -> spec.read(in);
      case "status" -> status(in);
      default -> in.skip();
    }
  }

  private void status(Tokens in) throws IOException {
    in.object(
        field -> {
          switch (field) {
            case "phase" -> phase = Phase.of(in.text());
            case "podIP" -> in.address().ifPresent(addresses::add);
            case "podIPs" -> in.list(() -> ip(in, addresses));
            case "hostIP" -> in.address().ifPresent(nodeAddresses::add);
            case "hostIPs" -> in.list(() -> ip(in, nodeAddresses));
            case "startTime" -> started = in.time();
            // A sidecar ends after the containers that it stands by.
            case "containerStatuses", "initContainerStatuses" -> in.list(() -> containerStatus(in));
            default -> in.skip();
          }
        });
  }

  private static void ip(Tokens in, Set<IpAddress> into) throws IOException {
    in.object(
        field -> {
          if (field.equals("ip")) {
            in.address().ifPresent(into::add);
          } else {
            in.skip();
          }
        });
  }

  private void containerStatus(Tokens in) throws IOException {
    in.object(
        field -> {
          if (field.equals("state")) {
            in.object(state -> state(state, in));
          } else {
            in.skip();
          }
        });
  }

  private void state(String state, Tokens in) throws IOException {
    if (!state.equals("terminated")) {
      anyRunning = true;
      in.object(field -> in.skip());
      return;
    }
    in.object(
        field -> {
          if (field.equals("finishedAt")) {
            finished = Math.max(finished, in.time());
          } else {
            in.skip();
          }
        });
  }

  @Override
  void commit(Facts facts, Change change) {
    facts.pod(
        new RawPod(
            meta.namespace,
            meta.name,
            meta.uid,
            meta.labels,
            meta.owner,
            spec.node,
            spec.hostNetwork,
            strings.ports(spec.ports),
            List.copyOf(spec.hostPorts),
            spec.mesh,
            phase,
            List.copyOf(addresses),
            List.copyOf(nodeAddresses),
            started != Long.MIN_VALUE ? started : meta.created,
            end(change),
            meta.deletion != Long.MIN_VALUE ? meta.deletion : Long.MAX_VALUE,
            change.time(),
            change.origin(),
            meta.at),
        stated(change));
  }

  /** First moment at which the addresses were free again. */
  private long end(Change change) {
    if (phase.finished() || (change.deleted() && !anyRunning)) {
      if (finished != Long.MIN_VALUE) {
        // The API has whole seconds, the rest cut off: the container may have run to the end of it.
        return finished + SECOND;
      }
    }
    if (phase.finished()) {
      // Evicted pods leave no container status: when they let go is not known, only that they did.
      return Long.MIN_VALUE;
    }
    if (!change.deleted()) {
      // Also past its deletionTimestamp: that is when it should be gone, not when it is.
      return Long.MAX_VALUE;
    }
    if (meta.deletion != Long.MIN_VALUE) {
      return meta.deletion;
    }
    // Of an unknown time where the event has none; but it went.
    return change.time();
  }
}
