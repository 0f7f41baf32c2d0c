// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.check.lint.LintRule.Needs;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** All rules. A new one is a class here and a page in docs/lint. */
final class Catalogue {

  static final List<Inspection> INSPECTIONS =
      List.of(
          new RulesWithoutType(),
          new EmptyEgress(),
          new TypesOmitted(),
          new NamespaceOmitted(),
          new NoDefaultDeny(),
          new DenyAllVoid(),
          new RedundantPolicy(),
          new RedundantRule(),
          new UnprotectedWorkload(),
          new ContradictorySelector(),
          new AdjacentSelectors(),
          new VolatileLabel(),
          new UnknownNamespace(),
          new SelectsNoPod(),
          new PeerMatchesNothing(),
          new SwappedSelector(),
          new OtherNamespace(),
          new SelectsHostNetwork(),
          new SelectsFinished(),
          new PortOfService(),
          new PortNotExposed(),
          new NamedPortUndeclared(),
          new NamedPortProtocol(),
          new NamedPortDiffers(),
          new NamedPortToBlock(),
          new AnyPort(),
          new EndPort(),
          new DnsBlocked(),
          new DnsOneProtocol(),
          new BlockOfPods(),
          new BlockOfServices(),
          new PodAddress(),
          new SingleFamily(),
          new MetadataAddress(),
          new HalfOpen(),
          new PublishedPortClosed());

  /** Those, and the complaints of the reader, sorted by id. */
  static final List<LintRule> RULES =
      Stream.concat(INSPECTIONS.stream().map(Inspection::rule), ReaderRules.ALL.stream())
          .sorted(Comparator.comparing(LintRule::id))
          .toList();

  private Catalogue() {}

  /** Whether a rule can run without knowing the cluster. */
  static boolean needsSnapshot(Inspection inspection) {
    return inspection.rule().needs() == Needs.SNAPSHOT;
  }
}
