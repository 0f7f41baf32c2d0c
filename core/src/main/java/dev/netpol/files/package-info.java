// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0
/** Which files are meant by a path, and what is in them where they are compressed. */
@NullMarked
package dev.netpol.files;

import org.jspecify.annotations.NullMarked;
