// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.cluster.ClusterService;
import java.util.List;

/** What an observation leads to, as far as it tells by itself. */
sealed interface Lead {

  Tuple tuple();

  Tally tally();

  /** To no flow. */
  record Nowhere(Tuple tuple, Tally tally, String reason) implements Lead {}

  /** A connect, and all that was behind what it dialled. */
  record Connect(Tuple tuple, Tally tally, End from, List<Destination> to) implements Lead {}

  /** A connect to a Service of which only the selector is known. */
  record ToService(Tuple tuple, Tally tally, End from, ClusterService service) implements Lead {}

  /** An accept. */
  record Accept(Tuple tuple, Tally tally, End from, End to) implements Lead {}

  /** An accept at a mesh proxy's redirect port. */
  record AtProxy(Tuple tuple, Tally tally, End from, End to) implements Lead {}
}
