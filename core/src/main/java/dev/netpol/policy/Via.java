// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

/** How a packet's destination was addressed. */
public enum Via {
  /** By the address that has it. */
  ADDRESS,
  /** By a Service that leads to it. */
  SERVICE
}
