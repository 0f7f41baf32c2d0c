// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.List;

class AwsReaderTest extends TraceReaderContract {

  @Override
  TraceFormat format() {
    return TraceFormat.AWS_NETWORK_POLICY;
  }

  @Override
  List<String> lines() {
    return List.of(
        """
        {"level":"debug","ts":"2026-04-13T21:18:46.888Z","caller":"runtime/asm_amd64.s:1700","msg":"Flow Info: Src IP: 10.0.1.28 Src Port: 55484 Dest IP: 10.0.1.132 Dest Port: 80 Proto TCP Verdict ACCEPT Direction ingress"}""",
        """
        {"level":"debug","ts":"2026-04-13T21:18:47.888Z","msg":"Flow Info: Src IP: 10.0.1.28 Src Port: 55484 Dest IP: 10.0.1.133 Dest Port: 53 Proto: UDP Verdict: DENY Direction: egress Tier: ADMIN"}""",
        """
        {"level":"debug","ts":"2026-04-13T21:18:48.888Z","msg":"Flow Info: Src IP: fd00::1 Src Port: 55484 Dest IP: fd00::2 Dest Port: 443 Proto: TCP Verdict: ACCEPT Direction: egress"}""");
  }
}
