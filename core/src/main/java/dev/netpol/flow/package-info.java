// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

/** What talks to what? */
@NullMarked
package dev.netpol.flow;

import org.jspecify.annotations.NullMarked;
