// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

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

  @Test
  void the_time_before_a_line_is_its_own_unless_it_has_one() {
    String time = "2026-11-20T12:00:01.203000+00:00";
    Records records =
        Records.of(
            lines().get(0),
            time + " ip-10-0-1-7.ec2.internal " + lines().get(0),
            "[pod/aws-node-x7k2p/agent] " + time + " " + lines().get(0),
            time + " " + lines().get(1));

    long seen = Timestamps.parse("2026-11-20T12:00:01.203Z");
    assertThat(records.events)
        .extracting(ConnectionEvent::time)
        .containsExactly(
            EventView.NO_TIME, seen, seen, Timestamps.parse("2024-09-23T12:36:53.562Z"));
    assertThat(records.events).allMatch(event -> event.last() == event.time());
  }
}
