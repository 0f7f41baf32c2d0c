// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report.map;

import dev.netpol.terminal.Words;

/**
 * An end of connections.
 *
 * @param id tells it from all others
 * @param namespace of a workload
 * @param name as it came; it is escaped where it is shown
 * @param note what else to know, in a word or two: the kind of a workload
 * @param target the part of the page that tells more, by its id; empty for none
 */
public record Place(
    Kind kind, String id, String namespace, String name, String note, String target) {

  /** What stands there. */
  public enum Kind {
    WORKLOAD("workload", "workloads", "in the cluster"),
    /** Stands for the workloads of one, where these are not shown. */
    NAMESPACE("namespace", "namespaces", "shown by themselves"),
    NODE("node", "nodes", "of the cluster"),
    OUTSIDE("address", "addresses", "outside the cluster"),
    UNKNOWN("unknown end", "unknown ends", "not resolved");

    private final String one;
    private final String many;
    private final String where;

    Kind(String one, String many, String where) {
      this.one = one;
      this.many = many;
      this.where = where;
    }

    /** {@code 3 addresses}. */
    String count(int count) {
      return Words.count(count, one, many);
    }

    /** For people. */
    String where() {
      return where;
    }
  }

  /** Asked for each end of each link; the id tells it from all others. */
  @Override
  public int hashCode() {
    return id.hashCode();
  }

  boolean isWorkload() {
    return kind == Kind.WORKLOAD;
  }
}
