// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.List;

class InspektorGadgetReaderTest extends TraceReaderContract {

  @Override
  TraceFormat format() {
    return TraceFormat.INSPEKTOR_GADGET;
  }

  @Override
  List<String> lines() {
    return List.of(
        """
        {"type":"normal","node":"minikube","namespace":"demo","pod":"a","pkt_type":"OUTGOING","proto":"udp","ip":"10.96.0.10","port":53,"remote_kind":"svc","remote_svc_namespace":"kube-system","remote_svc_name":"kube-dns","remote_svc_label_selector":{"k8s-app":"kube-dns"}}""",
        """
        {"type":"normal","k8s":{"node":"minikube","namespace":"demo","podname":"a"},"pktType":"HOST","proto":"tcp","port":8080,"podIP":"10.0.0.5","podLabels":{"app":"a"},"dst":{"kind":"pod","addr":"10.0.0.6","namespace":"demo","name":"b","podLabels":{"app":"b"}}}""",
        """
        {"type":"normal","timestamp":1716345630545867385,"comm":"kübelet","k8s":{"node":"minikube","hostNetwork":true},"pktType":"OUTGOING","proto":"tcp","port":443,"dst":{"kind":"raw","addr":"1.1.1.1"}}""");
  }
}
