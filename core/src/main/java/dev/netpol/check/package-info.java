// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

/** What would these policies do? */
@NullMarked
package dev.netpol.check;

import org.jspecify.annotations.NullMarked;
