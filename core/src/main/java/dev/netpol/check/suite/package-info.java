// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

/** What should policies do? Tests of policies as files: expectations, and closed worlds. */
@NullMarked
package dev.netpol.check.suite;

import org.jspecify.annotations.NullMarked;
