// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.io.IOException;

/** Bytes one after the other. */
interface ByteSource {
  /** Reads at least one byte, at most {@code length}; -1 at the end. */
  int read(byte[] target, int from, int length) throws IOException;
}
