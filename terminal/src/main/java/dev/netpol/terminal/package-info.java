// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

/**
 * What the programs have in common: commands and their options, messages, the terminal, and the
 * text that is safe to show there.
 */
@NullMarked
package dev.netpol.terminal;

import org.jspecify.annotations.NullMarked;
