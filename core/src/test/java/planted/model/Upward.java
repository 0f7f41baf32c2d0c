// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package planted.model;

import planted.policy.Leaky;

/** Uses what stands above it. */
public record Upward(Leaky leaky) {}
