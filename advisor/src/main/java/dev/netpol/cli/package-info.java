// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

/** The command line. */
@NullMarked
package dev.netpol.cli;

import org.jspecify.annotations.NullMarked;
