// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

/** What is odd about these policies? One class a rule, one page of docs/lint a rule. */
@NullMarked
package dev.netpol.check.lint;

import org.jspecify.annotations.NullMarked;
