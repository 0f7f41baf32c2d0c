// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

/** The texts of an event that are available as byte slices, UTF-8, without escapes. */
public enum Field {
  NODE,
  NAMESPACE,
  POD,
  POD_UID,
  CONTAINER,
  COMM,
  EXE,
  /** The labels of the pod that saw the event, as a JSON object; not normalised. */
  LABELS,
  /** Name of the controller of the pod that saw the event. */
  OWNER,
  PEER_NAMESPACE,
  PEER_NAME,
  /** A pod's labels or a Service's selector, as a JSON object; not normalised. */
  PEER_LABELS,
  PEER_OWNER
}
