// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.suite;

import dev.netpol.model.Position;
import dev.netpol.policy.Modes;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A test of policies: what they should allow and deny in a cluster.
 *
 * @param name empty where the file gives none
 * @param at where it starts
 * @param cluster files and folders of the snapshot
 * @param policies files and folders; missing: the policies in the cluster
 * @param modes what to assume where the specification is open
 * @param expectations in the order of the file
 * @param exactly some workloads between which nothing else is allowed
 */
public record PolicyTest(
    String name,
    Position at,
    List<Path> cluster,
    Optional<List<Path>> policies,
    Modes modes,
    List<Expectation> expectations,
    Optional<ClosedWorld> exactly) {

  public PolicyTest {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(at, "at");
    cluster = List.copyOf(cluster);
    policies = policies.map(List::copyOf);
    Objects.requireNonNull(modes, "modes");
    expectations = List.copyOf(expectations);
    Objects.requireNonNull(exactly, "exactly");
  }

  /** The file's name for it, or the file and line where it starts. */
  public String title() {
    return name.isEmpty() ? Position.of(at.input(), at.line()).toString() : name;
  }
}
