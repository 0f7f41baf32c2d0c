// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

/** Why an observation is no flow. No policy is about these; all of them are counted. */
final class Reason {
  static final String LOOPBACK = "loopback";
  static final String UNSPECIFIED = "unspecified address";
  static final String MULTICAST = "multicast or broadcast";
  static final String OWN_ADDRESS = "a pod to itself";
  static final String OWN_NODE = "from the pod's own node: probes, host processes";
  static final String NODE_TRAFFIC = "between nodes, or between nodes and the outside";
  static final String HOST_NAMESPACE =
      "seen in a node's own network: host processes, or traffic that only passes through";
  static final String NO_POD = "neither end is a known pod";

  private Reason() {}
}
