// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

/** What was seen on the wire? */
@NullMarked
package dev.netpol.trace;

import org.jspecify.annotations.NullMarked;
