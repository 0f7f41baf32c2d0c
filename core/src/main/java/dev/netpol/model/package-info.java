// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

/** What do we talk about? Values that exist are valid; this package uses no other. */
@NullMarked
package dev.netpol.model;

import org.jspecify.annotations.NullMarked;
