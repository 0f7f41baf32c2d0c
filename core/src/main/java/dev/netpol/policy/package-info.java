// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

/** What does a set of policies allow? */
@NullMarked
package dev.netpol.policy;

import org.jspecify.annotations.NullMarked;
