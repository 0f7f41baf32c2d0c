// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.model.LabelSelector;
import dev.netpol.model.LabelSelector.Requirement;
import dev.netpol.model.Labels;
import dev.netpol.model.Workload;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A selector for each workload of one namespace, proven against all of them: it matches every label
 * set of its workload and none of another's.
 *
 * <p>The controller's own selector is kept whole if it does that. Otherwise the fewest labels that
 * do, and where no labels do (those of one workload are contained in another's) also what the
 * others have and this one has not. Workloads that nothing tells apart are selected together.
 */
final class NamespaceSelectors {

  private final List<Faces> workloads;
  private final LabelIndex index;
  private final Map<Workload, Selection> selections = new HashMap<>();

  NamespaceSelectors(List<Faces> workloads) {
    this.workloads = workloads.stream().sorted(Comparator.comparing(Faces::workload)).toList();
    this.index = new LabelIndex(this.workloads);
    for (BitSet group : groups()) {
      Selection selection = select(group);
      group.stream()
          .forEach(member -> selections.put(this.workloads.get(member).workload(), selection));
    }
  }

  Optional<Selection> of(Workload workload) {
    return Optional.ofNullable(selections.get(workload));
  }

  /** The workloads, those together that nothing tells apart. */
  private List<BitSet> groups() {
    BitSet[] groupOf = new BitSet[workloads.size()];
    for (int i = 0; i < groupOf.length; i++) {
      groupOf[i] = new BitSet();
      groupOf[i].set(i);
    }
    boolean merged;
    do {
      merged = false;
      for (int i = 0; i < groupOf.length; i++) {
        BitSet others = inseparable(groupOf[i]);
        others.andNot(groupOf[i]);
        for (int other = others.nextSetBit(0); other >= 0; other = others.nextSetBit(other + 1)) {
          BitSet union = groupOf[i];
          union.or(groupOf[other]);
          union.stream().forEach(member -> groupOf[member] = union);
          merged = true;
        }
      }
    } while (merged);
    List<BitSet> groups = new ArrayList<>();
    for (int i = 0; i < groupOf.length; i++) {
      if (groupOf[i].nextSetBit(0) == i) {
        groups.add(groupOf[i]);
      }
    }
    return groups;
  }

  /** The workloads that no selector for this group can leave out. */
  private BitSet inseparable(BitSet group) {
    BitSet wanted = index.of(group);
    if (!isUsable(index.common(wanted)) || own(group).isPresent()) {
      return new BitSet();
    }
    BitSet left = index.foreign(group);
    index.common(wanted).asMap().forEach((key, value) -> left.and(index.with(key, value, left)));
    for (Requirement requirement : index.distinguishing(wanted, left)) {
      left.andNot(index.excludedBy(requirement, left));
    }
    return index.owners(left);
  }

  private Selection select(BitSet group) {
    List<Workload> members =
        group.stream().mapToObj(member -> workloads.get(member).workload()).toList();
    Labels common = index.common(index.of(group));
    return own(group)
        .or(() -> isUsable(common) ? Optional.of(fewest(group, common)) : Optional.empty())
        .map(selector -> Selection.of(members, selector))
        .orElseGet(() -> unusable(members));
  }

  /** A controller's own selector, if it matches exactly this group. */
  private Optional<LabelSelector> own(BitSet group) {
    BitSet wanted = index.of(group);
    BitSet foreign = index.foreign(group);
    return group.stream()
        .mapToObj(member -> workloads.get(member).own())
        .flatMap(Optional::stream)
        .filter(own -> !own.isEverything())
        .filter(own -> index.matching(own, wanted).equals(wanted))
        .filter(own -> index.matching(own, foreign).isEmpty())
        .findFirst();
  }

  private LabelSelector fewest(BitSet group, Labels common) {
    BitSet unwanted = index.foreign(group);
    List<Requirement> expressions = expressions(index.of(group), unwanted, common);
    for (Requirement requirement : expressions) {
      unwanted.andNot(index.excludedBy(requirement, unwanted));
    }
    return new LabelSelector(new FewestLabels(index, unwanted).among(common), expressions);
  }

  /** What leaves out those that have all of the labels; as few as a greedy choice finds. */
  private List<Requirement> expressions(BitSet wanted, BitSet unwanted, Labels common) {
    BitSet left = (BitSet) unwanted.clone();
    common.asMap().forEach((key, value) -> left.and(index.with(key, value, left)));
    List<Requirement> candidates = index.distinguishing(wanted, left);
    List<Requirement> chosen = new ArrayList<>();
    while (!left.isEmpty()) {
      Requirement best =
          candidates.stream()
              .max(
                  Comparator.comparingInt(
                      candidate -> index.excludedBy(candidate, left).cardinality()))
              .orElseThrow();
      chosen.add(best);
      left.andNot(index.excludedBy(best, left));
    }
    chosen.sort(Comparator.comparing(Requirement::key));
    return chosen;
  }

  private static boolean isUsable(Labels common) {
    return common.asMap().size() > 1
        || common.asMap().keySet().stream().anyMatch(key -> !LabelKeys.isGeneric(key));
  }

  private static Selection unusable(List<Workload> members) {
    Workload first = members.get(0);
    String names = members.stream().map(Workload::toString).collect(Collectors.joining(", "));
    return new Selection(
        members,
        Optional.empty(),
        members.size() == 1
            ? "its pods have no label that a selector could use"
            : "nothing in their labels tells " + names + " apart, and they share no usable label",
        "add a label to its pod template, for example app.kubernetes.io/name: " + first.name());
  }
}
