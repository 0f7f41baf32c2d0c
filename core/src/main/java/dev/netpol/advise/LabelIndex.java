// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import dev.netpol.model.LabelSelector;
import dev.netpol.model.LabelSelector.Operator;
import dev.netpol.model.LabelSelector.Requirement;
import dev.netpol.model.Labels;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The distinct label sets of a namespace, numbered, and for each label the numbers that have it: a
 * selector is then an intersection of bit sets. A label set can belong to several workloads.
 */
final class LabelIndex {

  private final List<Labels> faces = new ArrayList<>();
  private final List<BitSet> owners = new ArrayList<>();
  private final Map<String, Map<String, BitSet>> withLabel = new HashMap<>();
  private final List<BitSet> facesOf = new ArrayList<>();

  /** Workload {@code i} of {@code workloads} owns its label sets. */
  LabelIndex(List<Faces> workloads) {
    Map<Labels, Integer> numbers = new LinkedHashMap<>();
    for (int owner = 0; owner < workloads.size(); owner++) {
      BitSet own = new BitSet();
      for (Labels labels : workloads.get(owner).labels()) {
        int face = numbers.computeIfAbsent(labels, this::add);
        owners.get(face).set(owner);
        own.set(face);
      }
      facesOf.add(own);
    }
  }

  private int add(Labels labels) {
    int face = faces.size();
    faces.add(labels);
    owners.add(new BitSet());
    labels
        .asMap()
        .forEach(
            (key, value) ->
                withLabel
                    .computeIfAbsent(key, absent -> new HashMap<>())
                    .computeIfAbsent(value, absent -> new BitSet())
                    .set(face));
    return face;
  }

  /** The label sets of these workloads. */
  BitSet of(BitSet workloads) {
    BitSet union = new BitSet();
    workloads.stream().forEach(owner -> union.or(facesOf.get(owner)));
    return union;
  }

  /** The label sets that a workload outside {@code workloads} has. */
  BitSet foreign(BitSet workloads) {
    BitSet foreign = new BitSet();
    for (int face = 0; face < faces.size(); face++) {
      foreign.set(face, owners.get(face).stream().anyMatch(owner -> !workloads.get(owner)));
    }
    return foreign;
  }

  BitSet owners(BitSet among) {
    BitSet union = new BitSet();
    among.stream().forEach(face -> union.or(owners.get(face)));
    return union;
  }

  /** Those of {@code among} with this label. */
  BitSet with(String key, String value, BitSet among) {
    BitSet result = (BitSet) among.clone();
    result.and(withLabel.getOrDefault(key, Map.of()).getOrDefault(value, new BitSet()));
    return result;
  }

  /** Those of {@code among} that the selector matches. */
  BitSet matching(LabelSelector selector, BitSet among) {
    BitSet result = (BitSet) among.clone();
    selector.matchLabels().asMap().forEach((key, value) -> result.and(with(key, value, result)));
    for (Requirement requirement : selector.matchExpressions()) {
      result.andNot(excludedBy(requirement, result));
    }
    return result;
  }

  /** The labels that all of {@code among} have. */
  Labels common(BitSet among) {
    return among.stream().mapToObj(faces::get).reduce(Labels::common).orElse(Labels.NONE);
  }

  /** Those of {@code among} that the requirement leaves out. */
  BitSet excludedBy(Requirement requirement, BitSet among) {
    BitSet result = new BitSet();
    among.stream().filter(face -> !requirement.matches(faces.get(face))).forEach(result::set);
    return result;
  }

  /**
   * The requirements that hold for all of {@code wanted} and leave out some of {@code unwanted}, by
   * preferred key: the key is missing, or has another value.
   */
  List<Requirement> distinguishing(BitSet wanted, BitSet unwanted) {
    Set<String> keys = new TreeSet<>(LabelKeys.PREFERRED);
    unwanted.stream().forEach(face -> keys.addAll(faces.get(face).asMap().keySet()));
    List<Requirement> requirements = new ArrayList<>();
    for (String key : keys) {
      Set<String> values = values(key, wanted);
      if (values.isEmpty()) {
        requirements.add(new Requirement(key, Operator.DOES_NOT_EXIST, List.of()));
        continue;
      }
      Set<String> others = new TreeSet<>(values(key, unwanted));
      others.removeAll(values);
      if (!others.isEmpty()) {
        requirements.add(new Requirement(key, Operator.NOT_IN, List.copyOf(others)));
      }
    }
    return requirements;
  }

  private Set<String> values(String key, BitSet among) {
    Collection<String> values = new TreeSet<>();
    among.stream().forEach(face -> faces.get(face).value(key).ifPresent(values::add));
    return new TreeSet<>(values);
  }
}
