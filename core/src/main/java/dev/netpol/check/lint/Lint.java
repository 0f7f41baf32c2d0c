// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.model.Diagnostic;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.PolicySet;
import dev.netpol.policy.ReadPolicies;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks for policies that mean something else than they seem to, or that do not fit their cluster.
 *
 * <p>Policies are judged together with those of the snapshot, as if they were applied over them;
 * only what is wrong with the given ones is reported. What the reader found is part of the report,
 * as far as it has a rule: all errors do.
 */
public final class Lint {

  private Lint() {}

  /** All rules, sorted by id, also those of the reader. */
  public static List<LintRule> rules() {
    return Catalogue.RULES;
  }

  /** Looks at policies without knowing their cluster: rules that need a snapshot do not run. */
  public static LintReport of(ReadPolicies read) {
    Objects.requireNonNull(read, "read");
    PolicySet set = PolicySet.compile(read.policies(), Map.of(), Map.of(), Modes.DEFAULT);
    return report(read, new Linted(linted(read), List.of(), Optional.empty(), set));
  }

  /** Looks at policies in a cluster. */
  public static LintReport of(ReadPolicies read, ClusterSnapshot snapshot, Modes modes) {
    Objects.requireNonNull(read, "read");
    Objects.requireNonNull(snapshot, "snapshot");
    Objects.requireNonNull(modes, "modes");
    Set<String> given = read.policies().stream().map(NetworkPolicy::id).collect(Collectors.toSet());
    List<LintedPolicy> others =
        snapshot.policies().stream()
            .filter(it -> !given.contains(it.id()))
            .map(it -> new LintedPolicy(it, Optional.empty()))
            .toList();
    List<NetworkPolicy> all = new ArrayList<>(read.policies());
    others.forEach(it -> all.add(it.policy()));
    PolicySet set = PolicySet.compile(all, snapshot.namespaces(), Map.of(), modes);
    Members members = new Members(snapshot, modes);
    return report(read, new Linted(linted(read), others, Optional.of(members), set));
  }

  private static List<LintedPolicy> linted(ReadPolicies read) {
    return read.policies().stream()
        .map(it -> new LintedPolicy(it, read.manifest(it)))
        .sorted(Comparator.comparing((LintedPolicy it) -> it.policy().at()))
        .toList();
  }

  private static LintReport report(ReadPolicies read, Linted linted) {
    String doubt = linted.snapshot().map(Members::doubt).orElse("");
    List<Diagnostic> findings = new ArrayList<>();
    List<LintRule> notRun = new ArrayList<>();
    for (Inspection inspection : Catalogue.INSPECTIONS) {
      if (Catalogue.needsSnapshot(inspection) && linted.snapshot().isEmpty()) {
        notRun.add(inspection.rule());
      } else {
        inspection.inspect(linted, new Findings(inspection.rule(), doubt, findings));
      }
    }
    Set<String> known = Catalogue.RULES.stream().map(LintRule::id).collect(Collectors.toSet());
    List<Diagnostic> all =
        Stream.concat(
                read.diagnostics().stream()
                    .filter(
                        it ->
                            it.severity() == Diagnostic.Severity.ERROR
                                || known.contains(it.code())),
                findings.stream())
            .sorted()
            .distinct()
            .toList();
    return new LintReport(all, read.policies().size(), notRun, doubt);
  }
}
