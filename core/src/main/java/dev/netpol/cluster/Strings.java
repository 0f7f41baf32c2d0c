// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.ContainerPort;
import dev.netpol.model.Labels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One copy of what repeats: 20,000 pods share a few hundred names, labels and port lists. For one
 * thread.
 */
final class Strings {
  private final Map<String, String> texts = new HashMap<>();
  private final Map<Labels, Labels> labels = new HashMap<>();
  private final Map<List<ContainerPort>, List<ContainerPort>> ports = new HashMap<>();

  String of(String text) {
    String known = texts.putIfAbsent(text, text);
    return known == null ? text : known;
  }

  Labels labels(Map<String, String> entries) {
    if (entries.isEmpty()) {
      return Labels.NONE;
    }
    Labels made = Labels.of(entries);
    Labels known = labels.putIfAbsent(made, made);
    return known == null ? made : known;
  }

  List<ContainerPort> ports(List<ContainerPort> list) {
    if (list.isEmpty()) {
      return List.of();
    }
    List<ContainerPort> made = List.copyOf(list);
    List<ContainerPort> known = ports.putIfAbsent(made, made);
    return known == null ? made : known;
  }
}
