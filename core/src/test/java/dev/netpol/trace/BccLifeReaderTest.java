// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.List;

class BccLifeReaderTest extends TraceReaderContract {

  @Override
  TraceFormat format() {
    return TraceFormat.BCC_TCPLIFE;
  }

  @Override
  List<String> lines() {
    return List.of(
        """
        22598 curl       100.66.3.172    61620 52.205.89.26    80        0     1 91.79""",
        """
        0.000059  3277  redis-serv 10.0.0.1       6379  10.0.0.2       46648     0     0 0.27""",
        """
        23:39:38,0.000000,7335,recordProgramSt,4,10.0.0.3,48098,10.0.0.4,28527,0,0,0.26""");
  }
}
