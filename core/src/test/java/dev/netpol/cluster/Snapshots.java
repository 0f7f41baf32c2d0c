// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Workload;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Small clusters for tests. */
public final class Snapshots {
  public static final long UNKNOWN = Long.MIN_VALUE;

  private Snapshots() {}

  public static ClusterSnapshot of(String text) {
    return of(text, SnapshotOptions.DEFAULT);
  }

  public static ClusterSnapshot of(String text, SnapshotOptions options) {
    return SnapshotReader.of(options).add(stream(text), "cluster.yaml").snapshot();
  }

  public static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  public static IpAddress ip(String text) {
    return IpAddress.parse(text);
  }

  public static long time(String text) {
    return Instant.parse(text).getEpochSecond() * 1_000_000_000L;
  }

  public static Workload workload(String namespace, String kind, String name) {
    return new Workload(namespace, kind, name);
  }

  /** Backends of the first port of a Service. */
  public static List<Backend> backends(ClusterSnapshot snapshot, String namespace, String name) {
    ClusterService service = snapshot.service(namespace, name).orElseThrow();
    return snapshot.backends(service, service.ports().get(0));
  }
}
