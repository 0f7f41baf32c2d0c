// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.model.AddressRange;
import dev.netpol.model.Cidr;
import dev.netpol.policy.Peer;
import dev.netpol.policy.Rule;
import java.util.BitSet;
import java.util.List;

/**
 * The atoms of the ipBlocks of some rules, and which rules admit each: what is no pod fares the
 * same wherever the same rules admit it. A list of a thousand blocks has thousands of atoms, but
 * few different answers.
 */
final class RuleAtoms {

  private final Atoms atoms;

  /** For each rule the atoms it admits, by index. */
  private final List<BitSet> admitted;

  private RuleAtoms(Atoms atoms, List<BitSet> admitted) {
    this.atoms = atoms;
    this.admitted = admitted;
  }

  static RuleAtoms of(boolean v4, List<Rule> rules) {
    Atoms atoms = Atoms.of(v4, rules.stream().flatMap(Inhabitants::blocks).toList());
    return new RuleAtoms(atoms, rules.stream().map(rule -> admitted(rule, v4, atoms)).toList());
  }

  private static BitSet admitted(Rule rule, boolean v4, Atoms atoms) {
    BitSet all = new BitSet(atoms.ranges().size());
    if (rule.peers().isEmpty()) {
      all.set(0, atoms.ranges().size());
    }
    Inhabitants.blocks(rule)
        .filter(block -> block.cidr().isV4() == v4)
        .forEach(block -> all.or(admitted(block, atoms)));
    return all;
  }

  private static BitSet admitted(Peer.IpBlock block, Atoms atoms) {
    BitSet all = new BitSet();
    all.set(first(block.cidr(), atoms), last(block.cidr(), atoms) + 1);
    for (Cidr except : block.except()) {
      all.clear(first(except, atoms), last(except, atoms) + 1);
    }
    return all;
  }

  private static int first(Cidr block, Atoms atoms) {
    return atoms.indexOf(block.network());
  }

  private static int last(Cidr block, Atoms atoms) {
    return atoms.indexOf(block.last());
  }

  List<AddressRange> ranges() {
    return atoms.ranges();
  }

  /** The rules that admit an atom, by their place in the list. */
  BitSet rulesAt(int atom) {
    BitSet rules = new BitSet(admitted.size());
    for (int i = 0; i < admitted.size(); i++) {
      rules.set(i, admitted.get(i).get(atom));
    }
    return rules;
  }
}
