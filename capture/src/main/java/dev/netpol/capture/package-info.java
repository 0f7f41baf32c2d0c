// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

/** What connects to what on this machine, as its kernel sees it, written as a trace. */
@NullMarked
package dev.netpol.capture;

import org.jspecify.annotations.NullMarked;
