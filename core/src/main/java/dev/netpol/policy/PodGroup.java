// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

/**
 * Pods of one namespace with equal labels: to selectors they are one.
 *
 * @param isolation the policies that isolate them
 */
record PodGroup(Namespace namespace, Selectors.Remembering labels, Isolation.Subject isolation) {}
