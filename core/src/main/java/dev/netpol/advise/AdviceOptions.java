// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import com.google.common.collect.ImmutableSortedSet;
import dev.netpol.model.Cidr;
import dev.netpol.model.Direction;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a user may choose about the policies. Immutable; {@link #DEFAULTS} is what most want.
 *
 * @param policyTypes which directions are declared
 * @param uncovered what becomes of protocols that the trace did not cover
 * @param dns what is assumed about DNS
 * @param includeFailed whether connections that only failed are allowed too
 * @param portRanges whether adjacent ports are joined with {@code endPort}
 * @param external how addresses outside the cluster are written
 * @param nodePeers how node addresses are written
 * @param excludeCidrs ranges that stay open in every policy, marked <i>not governed</i>
 * @param namespaces namespaces to write policies for; empty means all
 * @param workloads workloads to write policies for, as {@code name} or {@code namespace/name};
 *     empty means all
 * @param defaultDeny whether each namespace with a policy also gets a default-deny policy
 */
public record AdviceOptions(
    PolicyTypes policyTypes,
    Uncovered uncovered,
    Dns dns,
    boolean includeFailed,
    boolean portRanges,
    ExternalMode external,
    NodePeers nodePeers,
    List<Cidr> excludeCidrs,
    SortedSet<String> namespaces,
    SortedSet<String> workloads,
    boolean defaultDeny) {

  public static final AdviceOptions DEFAULTS = builder().build();

  /** Which directions a policy declares, that is isolates. */
  public enum PolicyTypes {
    /** Those that the trace covers on every node that runs the workload's pods. */
    AUTO("auto"),
    INGRESS("Ingress"),
    EGRESS("Egress"),
    BOTH("Ingress,Egress");

    private final String text;

    PolicyTypes(String text) {
      this.text = text;
    }

    /** Whether the user asked for this direction by name. */
    boolean asks(Direction direction) {
      return this == BOTH || text.equals(direction.policyType());
    }

    /** The spelling of the option's value. */
    @Override
    public String toString() {
      return text;
    }
  }

  /** What becomes of a protocol that the trace did not cover where a direction is isolated. */
  public enum Uncovered {
    /** It stays open by a rule that is marked as assumed. */
    ALLOW("allow"),
    DENY("deny");

    private final String text;

    Uncovered(String text) {
      this.text = text;
    }

    /** The spelling of the option's value. */
    @Override
    public String toString() {
      return text;
    }
  }

  /** What is assumed about DNS. */
  public enum Dns {
    /** A workload isolated for egress may use the cluster's DNS. */
    AUTO("auto"),
    /** Only the queries that the trace shows; the DNS pods are still never isolated. */
    OBSERVED("observed"),
    /** Nothing: the DNS pods are workloads like any other. */
    OFF("off");

    private final String text;

    Dns(String text) {
      this.text = text;
    }

    /** The spelling of the option's value. */
    @Override
    public String toString() {
      return text;
    }
  }

  /** How addresses outside the cluster are written. */
  public enum ExternalMode {
    /** Exactly those seen, except that a declared public port admits everyone. */
    AUTO("auto"),
    /** Exactly those seen. */
    EXACT("exact"),
    /** As auto, and neighbouring addresses become one wider block; its cost is shown. */
    MERGE("merge");

    private final String text;

    ExternalMode(String text) {
      this.text = text;
    }

    /** The spelling of the option's value. */
    @Override
    public String toString() {
      return text;
    }
  }

  /** How node addresses are written. */
  public enum NodePeers {
    /** Exactly those seen. */
    EXACT("exact"),
    /** Where one node is a peer, every node of the snapshot is. */
    ALL("all");

    private final String text;

    NodePeers(String text) {
      this.text = text;
    }

    /** The spelling of the option's value. */
    @Override
    public String toString() {
      return text;
    }
  }

  public AdviceOptions {
    Objects.requireNonNull(policyTypes, "policyTypes");
    Objects.requireNonNull(uncovered, "uncovered");
    Objects.requireNonNull(dns, "dns");
    Objects.requireNonNull(external, "external");
    Objects.requireNonNull(nodePeers, "nodePeers");
    excludeCidrs = Cidr.join(excludeCidrs);
    namespaces = ImmutableSortedSet.copyOf(namespaces);
    workloads = ImmutableSortedSet.copyOf(workloads);
  }

  public static Builder builder() {
    return new Builder();
  }

  /** Collects choices; starts with the defaults. */
  public static final class Builder {
    private PolicyTypes policyTypes = PolicyTypes.AUTO;
    private Uncovered uncovered = Uncovered.ALLOW;
    private Dns dns = Dns.AUTO;
    private boolean includeFailed;
    private boolean portRanges;
    private ExternalMode external = ExternalMode.AUTO;
    private NodePeers nodePeers = NodePeers.EXACT;
    private List<Cidr> excludeCidrs = List.of();
    private SortedSet<String> namespaces = new TreeSet<>();
    private SortedSet<String> workloads = new TreeSet<>();
    private boolean defaultDeny;

    private Builder() {}

    public Builder policyTypes(PolicyTypes value) {
      policyTypes = value;
      return this;
    }

    public Builder uncovered(Uncovered value) {
      uncovered = value;
      return this;
    }

    public Builder dns(Dns value) {
      dns = value;
      return this;
    }

    public Builder includeFailed(boolean value) {
      includeFailed = value;
      return this;
    }

    public Builder portRanges(boolean value) {
      portRanges = value;
      return this;
    }

    public Builder external(ExternalMode value) {
      external = value;
      return this;
    }

    public Builder nodePeers(NodePeers value) {
      nodePeers = value;
      return this;
    }

    public Builder excludeCidrs(Collection<Cidr> values) {
      excludeCidrs = List.copyOf(values);
      return this;
    }

    public Builder namespaces(Collection<String> values) {
      namespaces = new TreeSet<>(values);
      return this;
    }

    public Builder workloads(Collection<String> values) {
      workloads = new TreeSet<>(values);
      return this;
    }

    public Builder defaultDeny(boolean value) {
      defaultDeny = value;
      return this;
    }

    public AdviceOptions build() {
      return new AdviceOptions(
          policyTypes,
          uncovered,
          dns,
          includeFailed,
          portRanges,
          external,
          nodePeers,
          excludeCidrs,
          namespaces,
          workloads,
          defaultDeny);
    }
  }
}
