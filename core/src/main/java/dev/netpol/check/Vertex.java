// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.model.AddressSet;
import dev.netpol.model.Workload;
import java.util.Objects;

/** An end of an {@link Edge}. */
public sealed interface Vertex extends Comparable<Vertex> {

  /** The pods of a workload. */
  record Pods(Workload workload) implements Vertex {
    public Pods {
      Objects.requireNonNull(workload, "workload");
    }

    @Override
    public String toString() {
      return workload.toString();
    }
  }

  /** Addresses that no pod has. */
  record Outside(AddressSet addresses) implements Vertex {
    public Outside {
      Objects.requireNonNull(addresses, "addresses");
    }

    @Override
    public String toString() {
      return addresses.toString();
    }
  }

  /** Workloads by namespace and name, then addresses. */
  @Override
  default int compareTo(Vertex other) {
    if (this instanceof Pods one && other instanceof Pods two) {
      return one.workload().compareTo(two.workload());
    }
    if (this instanceof Outside one && other instanceof Outside two) {
      return one.addresses().compareTo(two.addresses());
    }
    return this instanceof Pods ? -1 : 1;
  }
}
