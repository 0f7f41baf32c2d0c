// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.List;

class AntreaAuditReaderTest extends TraceReaderContract {

  @Override
  TraceFormat format() {
    return TraceFormat.ANTREA_AUDIT;
  }

  @Override
  List<String> lines() {
    return List.of(
        """
        2023/07/04 12:31:02.801442 IngressRule K8sNetworkPolicy:default/allow-tcp-80 <nil> Ingress Allow 190 default/nettool 10.10.1.13 57050 10.10.1.7 80 TCP 60 <nil>""",
        """
        2023/07/04 12:45:21.804416 IngressDefaultRule AntreaNetworkPolicy:default/reject-tcp-policy RejectTCPRequest Ingress Reject 16 default/nettoolv3 10.10.1.7 53646 10.10.1.14 80 TCP 60 tcp-log-label""",
        """
        2023/07/04 12:46:21.804416 AntreaPolicyEgressRule AntreaNetworkPolicy:default/p Out Egress Drop 14500 default/nettool 10.10.1.7 53646 10.10.2.3 53 UDP 84 <nil> [2 packets in 1.000855539s]""");
  }
}
