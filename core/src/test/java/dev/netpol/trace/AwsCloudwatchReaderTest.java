// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.List;

class AwsCloudwatchReaderTest extends TraceReaderContract {

  @Override
  TraceFormat format() {
    return TraceFormat.AWS_CLOUDWATCH;
  }

  @Override
  List<String> lines() {
    return List.of(
        """
        Node: ip-10-0-1-7.ec2.internal;SIP: 10.0.1.28;SPORT: 55484;DIP: 10.0.1.133;DPORT: 53;PROTOCOL: UDP;PolicyVerdict: DENY;Tier: DEFAULT""",
        """
        {"level":"info","ts":"2024-09-23T12:36:53.562Z","logger":"ebpf-client","msg":"Flow Info: ","Src IP":"10.0.141.167","Src Port":39197,"Dest IP":"172.20.0.10","Dest Port":53,"Proto":"TCP","Verdict":"ACCEPT"}""",
        """
        2026-04-13T21:18:46.888Z Node: n;SIP: 10.0.1.29;SPORT: 55484;DIP: 10.0.1.133;DPORT: 80;PROTOCOL: TCP;PolicyVerdict: ACCEPT""");
  }
}
