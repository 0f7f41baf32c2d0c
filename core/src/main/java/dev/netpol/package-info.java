// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

/** How do I use it? The facade over the packages below. */
@NullMarked
package dev.netpol;

import org.jspecify.annotations.NullMarked;
