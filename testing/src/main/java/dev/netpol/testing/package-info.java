// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

/** What should these policies do? Assertions for other programs' tests. */
@NullMarked
package dev.netpol.testing;

import org.jspecify.annotations.NullMarked;
