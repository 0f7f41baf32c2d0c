// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

/** Who had this address then? */
@NullMarked
package dev.netpol.cluster;

import org.jspecify.annotations.NullMarked;
