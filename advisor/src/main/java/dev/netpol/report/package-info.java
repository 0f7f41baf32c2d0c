// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

/** What people and programs are shown of a trace and the policies made from it. */
@NullMarked
package dev.netpol.report;

import org.jspecify.annotations.NullMarked;
