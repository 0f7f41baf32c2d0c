// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.List;

class BccConnectReaderTest extends TraceReaderContract {

  @Override
  TraceFormat format() {
    return TraceFormat.BCC_TCPCONNECT;
  }

  @Override
  List<String> lines() {
    return List.of(
        """
        1469   curl         4  10.201.219.236   54.245.105.25    80""",
        """
        31.871   1000  2482   local agent  4  10.103.219.236   40000  10.251.148.38    7001""",
        """
        2015   ssh          6  fe80::2000:bff:fe82:3ac fe80::2000:bff:fe82:3ac 22 an.host (123.342ms)""");
  }
}
