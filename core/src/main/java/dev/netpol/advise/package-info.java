// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

/** What should be allowed? */
@NullMarked
package dev.netpol.advise;

import org.jspecify.annotations.NullMarked;
