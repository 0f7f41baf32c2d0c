// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Cidr;
import dev.netpol.model.IpAddress;
import dev.netpol.model.LabelSelector;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One entry of {@code from} or {@code to}. */
public sealed interface Peer {

  /**
   * Pods by their labels and those of their namespace. Never matches what is not a pod.
   *
   * @param podSelector missing: all pods of the namespaces; one of both selectors is there
   * @param namespaceSelector missing: the policy's own namespace
   */
  record Pods(Optional<LabelSelector> podSelector, Optional<LabelSelector> namespaceSelector)
      implements Peer {
    public Pods {
      Objects.requireNonNull(podSelector, "podSelector");
      Objects.requireNonNull(namespaceSelector, "namespaceSelector");
      if (podSelector.isEmpty() && namespaceSelector.isEmpty()) {
        throw new IllegalArgumentException(
            "a peer should have a podSelector or a namespaceSelector: had neither");
      }
    }

    /** These pods of the policy's own namespace. */
    public static Pods of(LabelSelector podSelector) {
      return new Pods(Optional.of(podSelector), Optional.empty());
    }

    /** These pods of these namespaces: both must match. */
    public static Pods of(LabelSelector namespaceSelector, LabelSelector podSelector) {
      return new Pods(Optional.of(podSelector), Optional.of(namespaceSelector));
    }

    /** All pods of these namespaces. */
    public static Pods ofNamespaces(LabelSelector namespaceSelector) {
      return new Pods(Optional.empty(), Optional.of(namespaceSelector));
    }
  }

  /**
   * Addresses of one family.
   *
   * @param except blocks inside {@code cidr} and smaller than it; another peer or policy may still
   *     admit them
   */
  record IpBlock(Cidr cidr, List<Cidr> except) implements Peer {
    public IpBlock {
      Objects.requireNonNull(cidr, "cidr");
      except = List.copyOf(except);
      for (Cidr block : except) {
        if (!cidr.contains(block) || block.equals(cidr)) {
          throw new IllegalArgumentException(
              "except should be a strict subset of " + cidr + ": was " + block);
        }
      }
    }

    public static IpBlock of(Cidr cidr) {
      return new IpBlock(cidr, List.of());
    }

    public boolean contains(IpAddress address) {
      if (!cidr.contains(address)) {
        return false;
      }
      for (Cidr block : except) {
        if (block.contains(address)) {
          return false;
        }
      }
      return true;
    }
  }
}
