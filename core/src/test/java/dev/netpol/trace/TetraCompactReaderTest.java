// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.List;

class TetraCompactReaderTest extends TraceReaderContract {

  @Override
  TraceFormat format() {
    return TraceFormat.TETRA_COMPACT;
  }

  @Override
  List<String> lines() {
    return List.of(
        """
        🔌 connect default/xwing /usr/bin/curl tcp 10.32.0.19:33978 -> 104.198.14.52:443""",
        """
        🔌 connect  /usr/bin/curl tcp 192.168.1.190:36124 -> 104.198.14.52:443""",
        """
        🔌 connect default/xwing /usr/bin/café bar udp fd00::6:34965 -> fd00::1:53""");
  }
}
