// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Pod;
import org.jspecify.annotations.Nullable;

/** A party as the policies of one {@link PolicySet} see it, worked out once for many questions. */
public final class Seen {

  private final Party party;
  private final @Nullable Pod pod;
  private final @Nullable PodGroup group;
  private final boolean likeItsGroup;

  private Seen(Party party, @Nullable Pod pod, @Nullable PodGroup group, boolean likeItsGroup) {
    this.party = party;
    this.pod = pod;
    this.group = group;
    this.likeItsGroup = likeItsGroup;
  }

  /** What no selector can match. */
  static Seen notPod(Party party) {
    return new Seen(party, null, null, false);
  }

  /**
   * A pod.
   *
   * @param likeItsGroup whether nothing but its labels and namespace matters to any rule: not its
   *     address, and not the names of its ports
   */
  static Seen pod(Party.PodParty party, PodGroup group, boolean likeItsGroup) {
    return new Seen(party, party.pod(), group, likeItsGroup);
  }

  /** Who it is. */
  public Party party() {
    return party;
  }

  /** Null for what no selector can match. */
  @Nullable Pod pod() {
    return pod;
  }

  /** Of the pod; null where that is. */
  @Nullable PodGroup group() {
    return group;
  }

  /** The address that an ipBlock is compared with; null while a pod has none. */
  @Nullable IpAddress ip() {
    return party.ip().orElse(null);
  }

  /** The node that this is, if it is known to be one; else empty. */
  String node() {
    if (party instanceof Party.PodParty it) {
      return pod == null ? it.pod().node() : "";
    }
    return party instanceof Party.NodeParty it ? it.node() : "";
  }

  /** The group, if policies cannot tell this pod from others of it; else null. */
  @Nullable PodGroup standsForGroup() {
    return likeItsGroup ? group : null;
  }

  boolean samePod(Seen other) {
    return pod != null && other.pod != null && pod.isSame(other.pod);
  }
}
