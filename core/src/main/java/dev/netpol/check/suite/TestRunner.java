// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.suite;

import dev.netpol.check.AbsentNamespaces;
import dev.netpol.check.Simulation;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.SnapshotReader;
import dev.netpol.model.Diagnostic;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.PolicyYaml;
import dev.netpol.policy.ReadPolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Runs tests. Clusters and policies that several tests name are read once.
 *
 * <p>Not thread-safe.
 */
public final class TestRunner {

  private record Setup(List<Path> cluster, Optional<List<Path>> policies, Modes modes) {}

  private final Map<List<Path>, ClusterSnapshot> snapshots = new HashMap<>();
  private final Map<List<Path>, ReadPolicies> policies = new HashMap<>();
  private final Map<Setup, Simulation> simulations = new HashMap<>();

  /**
   * Runs one.
   *
   * @throws IOException if a file cannot be read
   * @throws dev.netpol.cluster.UnusableSnapshotException if the cluster is no snapshot
   * @throws UnusableTestException if the API server would refuse a policy, or there is none, or a
   *     file that the test names
   */
  public TestResult run(PolicyTest test) throws IOException {
    Simulation simulation = simulation(Objects.requireNonNull(test, "test"));
    List<TestCase> cases = new ArrayList<>();
    for (Expectation it : test.expectations()) {
      cases.add(new TestCase.OfConnection(it, simulation.ask(it.question())));
    }
    test.exactly().ifPresent(it -> cases.addAll(Exactly.of(it, simulation)));
    return new TestResult(test, simulation, cases);
  }

  private Simulation simulation(PolicyTest test) throws IOException {
    Setup setup = new Setup(test.cluster(), test.policies(), test.modes());
    Simulation known = simulations.get(setup);
    if (known == null) {
      mustExist("cluster", test.cluster(), test);
      mustExist("policies", test.policies().orElse(List.of()), test);
      ClusterSnapshot snapshot = snapshots.computeIfAbsent(test.cluster(), SnapshotReader::read);
      known = Simulation.of(policies(test, snapshot), snapshot, test.modes());
      simulations.put(setup, known);
    }
    return known;
  }

  private static void mustExist(String field, List<Path> files, PolicyTest test) {
    for (Path file : files) {
      if (Files.notExists(file)) {
        throw UnusableTestException.missing(test, field, file);
      }
    }
  }

  private List<NetworkPolicy> policies(PolicyTest test, ClusterSnapshot snapshot)
      throws IOException {
    if (test.policies().isEmpty()) {
      if (!snapshot.policyErrors().isEmpty()) {
        throw new UnusableTestException(snapshot.policyErrors());
      }
      return snapshot.policies();
    }
    List<Path> paths = test.policies().get();
    ReadPolicies read = policies.get(paths);
    if (read == null) {
      read = PolicyYaml.read(paths);
      policies.put(paths, read);
    }
    if (read.hasErrors()) {
      throw new UnusableTestException(read.diagnostics());
    }
    // An empty list says on purpose that there are none; an empty folder does not.
    if (read.policies().isEmpty() && !paths.isEmpty()) {
      throw UnusableTestException.noPolicies(test);
    }
    List<Diagnostic> absent = AbsentNamespaces.of(read.policies(), snapshot);
    if (!absent.isEmpty()) {
      throw new UnusableTestException(absent);
    }
    return read.policies();
  }

  /** What was wrong with the clusters and policies that were read, for a person to know. */
  public List<Diagnostic> diagnostics() {
    List<Diagnostic> all = new ArrayList<>();
    snapshots.values().forEach(it -> all.addAll(it.diagnostics()));
    policies.values().forEach(it -> all.addAll(it.diagnostics()));
    return all.stream().sorted().distinct().toList();
  }
}
