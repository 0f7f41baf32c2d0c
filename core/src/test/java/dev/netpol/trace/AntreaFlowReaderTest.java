// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.List;

class AntreaFlowReaderTest extends TraceReaderContract {

  @Override
  TraceFormat format() {
    return TraceFormat.ANTREA_FLOWS;
  }

  @Override
  List<String> lines() {
    return List.of(
        """
        1637706961,1637706973,10.10.0.79,10.10.0.80,44752,5201,TCP,perftest-a,antrea-test,node-a,perftest-b,antrea-test-b,node-b,10.96.1.10,10.96.1.10,5202,antrea-test-b/perftest:tcp,,,,No action,Invalid,,,,No action,Invalid,,,""",
        """
        1637706962,1637706973,203.0.113.9,10.10.0.80,44752,5201,6,,,,perftest-b,antrea-test-b,node-b,,,0,,p,antrea-test-b,,2,1,,,,0,0,,,""",
        """
        1637706963,1637706973,10.10.0.79,198.51.100.7,44752,53,17,perftest-a,antrea-test,node-a,,,,,,0,,,,,0,0,,,,0,0,,,""");
  }
}
