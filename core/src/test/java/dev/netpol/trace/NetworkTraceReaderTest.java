// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.List;

class NetworkTraceReaderTest extends TraceReaderContract {

  @Override
  TraceFormat format() {
    return TraceFormat.NETWORKTRACE;
  }

  @Override
  List<String> lines() {
    return List.of(
        """
        {"type":"connect","time":"2026-11-20T12:00:01.203114Z","node":"node-1","namespace":"default","pod":"mypod","podUid":"6b0c","container":"9f1e","pid":9386,"comm":"wget","exe":"/bin/wget","ip":4,"proto":"TCP","saddr":"10.2.232.47","sport":51514,"daddr":"1.1.1.1","dport":80,"outcome":"established"}""",
        """
        {"type":"accept","time":"2026-11-20T12:00:02Z","node":"node-1","namespace":"default","pod":"web","proto":"TCP","saddr":"fd00::1","sport":40122,"daddr":"fd00::2","dport":7070,"outcome":"established"}""",
        """
        {"node":"node-1", "dport":"53", "daddr":"10.0.0.10", "saddr":"10.2.232.47", "proto":"udp", "comm":"caf\\u00e9 é", "type":"connect", "future":{"a":[1]}}""");
  }
}
