// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0
/**
 * What the product talks about: addresses, labels, ports, endpoints. Values only; no input or
 * output.
 */
@NullMarked
package dev.netpol.model;

import org.jspecify.annotations.NullMarked;
