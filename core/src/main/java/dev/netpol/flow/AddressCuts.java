// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.model.IpAddress;

/**
 * When addresses change hands, as far as a snapshot knows. Observations of an address before and
 * after a cut are different tuples.
 */
@FunctionalInterface
public interface AddressCuts {

  /** No address ever changes hands. */
  AddressCuts NONE = address -> new long[0];

  /** The times, in nanoseconds since 1970, ascending; a new interval begins at each of them. */
  long[] cuts(IpAddress address);
}
