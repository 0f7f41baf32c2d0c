// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.List;

class HubbleReaderTest extends TraceReaderContract {

  @Override
  TraceFormat format() {
    return TraceFormat.HUBBLE;
  }

  @Override
  List<String> lines() {
    return List.of(
        """
        {"flow":{"time":"2023-08-21T12:12:18.510175415Z","verdict":"DROPPED","IP":{"source":"10.244.1.60","destination":"10.244.1.5","ipVersion":"IPv4"},"l4":{"TCP":{"source_port":44916,"destination_port":80,"flags":{"SYN":true}}},"source":{"namespace":"default","pod_name":"xwing"},"destination":{"namespace":"default","pod_name":"deathstar-7848d6c4d5-th9v2"},"node_name":"kind-kind/kind-worker","drop_reason_desc":"POLICY_DENIED"},"node_name":"kind-kind/kind-worker","time":"2023-08-21T12:12:18.510175415Z"}""",
        """
        {"time":"2023-08-21T12:12:19Z","verdict":"FORWARDED","IP":{"source":"10.244.1.60","destination":"1.1.1.1","ipVersion":"IPv4"},"l4":{"TCP":{"source_port":44917,"destination_port":443,"flags":{"SYN":true}}},"source":{"ID":881,"identity":3418,"namespace":"default","labels":["k8s:app=xwing","k8s:io.cilium.k8s.policy.cluster=kind","k8s:io.kubernetes.pod.namespace=default"],"pod_name":"xwing","workloads":[{"name":"xwing","kind":"Deployment"}]},"destination":{"identity":2,"labels":["reserved:world"]},"destination_names":["caf\\u00e9.example"],"node_name":"kind-worker","event_type":{"type":4,"sub_type":3},"traffic_direction":"EGRESS","trace_observation_point":"TO_STACK","is_reply":false}""",
        """
        {"flow":{"time":"2023-08-21T12:12:20.1Z","verdict":"FORWARDED","ip":{"source":"fd00::60","destination":"fd00::5","ipVersion":"IPv6"},"l4":{"UDP":{"sourcePort":44916,"destinationPort":53}},"source":{"namespace":"default","podName":"xwing"},"destination":{"namespace":"kube-system","podName":"coredns-1"},"nodeName":"kind-worker","trafficDirection":"INGRESS","isReply":false},"nodeName":"kind-worker","time":"2023-08-21T12:12:20.1Z"}""");
  }
}
