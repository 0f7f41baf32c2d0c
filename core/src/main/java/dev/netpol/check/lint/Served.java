// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check.lint;

import dev.netpol.model.Protocol;

/**
 * A port of a Service that leads to a pod.
 *
 * @param port what clients of the Service dial
 * @param target where the pod listens
 */
record Served(String service, Protocol protocol, int port, int target) {}
