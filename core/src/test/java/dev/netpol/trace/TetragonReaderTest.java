// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.List;

class TetragonReaderTest extends TraceReaderContract {

  @Override
  TraceFormat format() {
    return TraceFormat.TETRAGON;
  }

  @Override
  List<String> lines() {
    return List.of(
        """
        {"process_kprobe":{"process":{"exec_id":"a","pid":4711,"binary":"/usr/bin/curl","pod":{"namespace":"forge","name":"forge-build","container":{"id":"containerd://551e161c"},"pod_labels":{"app":"build"},"workload":"forge-build","workload_kind":"Pod"},"docker":"551e161c"},"function_name":"tcp_connect","args":[{"sock_arg":{"family":"AF_INET","type":"SOCK_STREAM","protocol":"IPPROTO_TCP","saddr":"10.244.0.30","daddr":"142.250.80.46","sport":54321,"dport":443,"cookie":"18446612295542571776","state":"TCP_SYN_SENT"}}],"action":"KPROBE_ACTION_POST","policy_name":"network-monitor"},"node_name":"kubez-control-plane","time":"2026-03-15T00:06:31.800000000Z"}""",
        """
        {"processKprobe":{"process":{"pid":4712,"binary":"/usr/bin/café","pod":{"namespace":"forge","name":"web","podLabels":{"app":"web"},"workload":"web","workloadKind":"Deployment"}},"functionName":"tcp_connect","args":[{"sockArg":{"family":"AF_INET6","type":"SOCK_STREAM","protocol":"IPPROTO_TCP","saddr":"fd00::30","daddr":"fd00::46","sport":54322,"dport":5432}}],"action":"KPROBE_ACTION_POST"},"nodeName":"n1","time":"2026-03-15T00:06:32Z"}""",
        """
        {"process_kprobe":{"process":{"pid":9,"binary":"/srv","pod":{"namespace":"forge","name":"web"}},"function_name":"inet_csk_accept","return":{"sock_arg":{"family":"AF_INET","protocol":"IPPROTO_TCP","saddr":"10.244.0.31","daddr":"10.244.0.30","sport":8080,"dport":41000}}},"node_name":"n1","time":"2026-03-15T00:06:33Z"}""");
  }
}
