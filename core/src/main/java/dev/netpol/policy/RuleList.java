// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableListMultimap;
import com.google.common.collect.ImmutableSortedSet;
import dev.netpol.model.Cidr;
import dev.netpol.model.IpAddress;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Labels;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The rules of a policy for one direction. Where they are many, a rule is looked up by its peers:
 * by the block, or by a label that a selector wants.
 */
final class RuleList {

  /** As few as these are asked one after the other sooner than they are looked up. */
  private static final int FEW = 16;

  private final ImmutableList<Compiled.Rule> all;

  /** Positions of rules by what one of their peers wants. */
  private final ImmutableListMultimap<Object, Integer> wanted;

  private final ImmutableSortedSet<Integer> prefixes;

  /** Positions of rules with a peer that no block and no label stands for, or without peers. */
  private final BitSet others = new BitSet();

  /** What pods have, and what namespaces have. */
  private record PodLabel(Map.Entry<String, String> label) {}

  private record NamespaceLabel(Map.Entry<String, String> label) {}

  RuleList(List<Compiled.Rule> rules) {
    all = ImmutableList.copyOf(rules);
    ImmutableListMultimap.Builder<Object, Integer> positions = ImmutableListMultimap.builder();
    ImmutableSortedSet.Builder<Integer> lengths = ImmutableSortedSet.naturalOrder();
    for (int i = 0; rules.size() > FEW && i < rules.size(); i++) {
      List<Peer> peers = rules.get(i).ref().rule().peers();
      others.set(i, peers.isEmpty());
      for (Peer peer : peers) {
        Optional<Object> wants = wants(peer);
        if (wants.isPresent()) {
          positions.put(wants.get(), i);
        } else {
          others.set(i);
        }
        if (peer instanceof Peer.IpBlock block) {
          lengths.add(block.cidr().prefix());
        }
      }
    }
    wanted = positions.build();
    prefixes = lengths.build();
  }

  /** What all that the peer matches has; empty where that is nothing to look up. */
  private static Optional<Object> wants(Peer peer) {
    if (peer instanceof Peer.IpBlock block) {
      return Optional.of(block.cidr());
    }
    Peer.Pods pods = (Peer.Pods) peer;
    Optional<Object> label = pods.podSelector().flatMap(LabelSelector::wanted).map(PodLabel::new);
    return label.isPresent()
        ? label
        : pods.namespaceSelector().flatMap(LabelSelector::wanted).map(NamespaceLabel::new);
  }

  /** All of them, in their order. */
  List<Compiled.Rule> all() {
    return all;
  }

  /** In their order those with a peer that may be the other end; no other rule admits it. */
  List<Compiled.Rule> about(Seen other) {
    if (wanted.isEmpty()) {
      return all;
    }
    BitSet found = (BitSet) others.clone();
    IpAddress ip = other.ip();
    if (ip != null) {
      for (int prefix : prefixes) {
        if (prefix <= ip.bits()) {
          wanted.get(new Cidr(ip, prefix)).forEach(found::set);
        }
      }
    }
    PodGroup group = other.group();
    if (group != null) {
      for (Map.Entry<String, String> label : entries(group.labels().labels())) {
        wanted.get(new PodLabel(label)).forEach(found::set);
      }
      for (Map.Entry<String, String> label : entries(group.namespace().labels())) {
        wanted.get(new NamespaceLabel(label)).forEach(found::set);
      }
    }
    return found.stream().mapToObj(all::get).toList();
  }

  private static Iterable<Map.Entry<String, String>> entries(Labels labels) {
    return labels.asMap().entrySet();
  }
}
