// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.flow.Flow;
import dev.netpol.model.Cidr;
import dev.netpol.model.IpAddress;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Labels;
import dev.netpol.model.Protocol;
import dev.netpol.policy.Peer;
import dev.netpol.policy.Port;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Folding against what it is told to admit, pair by pair. */
class FoldingLaws {

  private static final List<String> NAMES = List.of("a", "b", "1.1.1.0", "1.1.1.1", "1.1.1.2");

  @Property(tries = 300)
  void rules_admit_each_pair_once_and_no_other(@ForAll("admissions") List<Admission> admissions) {
    List<String> admitted = new ArrayList<>();
    for (FoldedRule folded : new Folding(false).fold(admissions)) {
      for (Peer peer : folded.rule().peers()) {
        for (Port port : folded.rule().ports()) {
          parts(peer).forEach(part -> admitted.add(part + " " + port));
        }
      }
    }
    assertThat(admitted)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            admissions.stream().map(it -> it.peer() + " " + it.port()).distinct().toList());
  }

  @Property(tries = 300)
  void there_are_as_many_rules_as_different_sets_of_ports_or_of_peers(
      @ForAll("admissions") List<Admission> admissions) {
    int ports = different(admissions, Admission::peer, Admission::port);
    int peers = different(admissions, Admission::port, Admission::peer);
    assertThat(new Folding(false).fold(admissions)).hasSize(Math.min(ports, peers));
  }

  @Property(tries = 300)
  void a_flow_is_behind_the_rule_that_admits_it(@ForAll("admissions") List<Admission> admissions) {
    List<FoldedRule> rules = new Folding(false).fold(admissions);
    for (Admission admission : admissions) {
      for (FoldedRule folded : rules) {
        boolean admits =
            folded.rule().ports().contains(admission.port())
                && folded.rule().peers().stream()
                    .anyMatch(peer -> parts(peer).contains(admission.peer()));
        assertThat(folded.flows().containsAll(admission.flows())).isEqualTo(admits);
      }
    }
  }

  /** How many different sets of values keys have. */
  private static <K, V> int different(
      List<Admission> admissions, Function<Admission, K> key, Function<Admission, V> value) {
    Map<K, Set<V>> valuesOf =
        admissions.stream()
            .collect(
                Collectors.groupingBy(
                    key, LinkedHashMap::new, Collectors.mapping(value, Collectors.toSet())));
    return new HashSet<>(valuesOf.values()).size();
  }

  /** A block's addresses, each as a peer of its own. */
  private static List<Peer> parts(Peer peer) {
    if (!(peer instanceof Peer.IpBlock block)) {
      return List.of(peer);
    }
    List<Peer> parts = new ArrayList<>();
    Cidr cidr = block.cidr();
    for (IpAddress ip = cidr.network(); cidr.contains(ip); ip = ip.next().orElseThrow()) {
      parts.add(PeerFinder.block(ip));
    }
    return parts;
  }

  private static Admission admission(String name, int port) {
    boolean pods = name.length() == 1;
    Flow flow =
        Flows.flow(
            Flows.workload("x"),
            pods ? Flows.workload(name) : Flows.external(name),
            Protocol.TCP,
            port);
    return Admission.of(
        pods
            ? Peer.Pods.of(LabelSelector.of(Labels.of("app", name)))
            : PeerFinder.block(IpAddress.parse(name)),
        flow);
  }

  @Provide
  Arbitrary<List<Admission>> admissions() {
    return Combinators.combine(Arbitraries.of(NAMES), Arbitraries.of(22, 80, 443))
        .as(FoldingLaws::admission)
        .list()
        .ofMaxSize(14);
  }
}
