// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.List;

class BccTracerReaderTest extends TraceReaderContract {

  @Override
  TraceFormat format() {
    return TraceFormat.BCC_TCPTRACER;
  }

  @Override
  List<String> lines() {
    return List.of(
        """
        C  28943  telnet           4  192.168.1.2      192.168.1.1      59306  23""",
        """
        A  28817  web: pool 7      6  [fd00::1]        [fd00::2]        8080   55758""",
        """
        0.000    1000  C  31002  curl             4  192.168.1.2      192.168.1.1      42590  443""");
  }
}
