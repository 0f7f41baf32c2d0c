// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.List;

class BccStatesReaderTest extends TraceReaderContract {

  @Override
  TraceFormat format() {
    return TraceFormat.BCC_TCPSTATES;
  }

  @Override
  List<String> lines() {
    return List.of(
        """
        ffff9fd7e8192000 0     swapper/5  100.66.100.185  63446 52.33.159.26    80    SYN_SENT    -> ESTABLISHED 1.373""",
        """
        ffff9fd7e8193000 0     swapper/5  100.66.100.185  8080  10.33.159.26    63446 SYN_RECV    -> ESTABLISHED 0.000""",
        """
        ffff9fd7e8192000,22384,curl,4,100.66.100.185,63446,52.33.159.26,443,SYN_SENT,CLOSE,1.200""");
  }
}
