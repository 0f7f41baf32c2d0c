// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

/**
 * Draws who talks to whom: what to show, where it stands, and the shapes that a template writes.
 */
@NullMarked
package dev.netpol.report.map;

import org.jspecify.annotations.NullMarked;
