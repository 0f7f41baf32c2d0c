// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.List;

class GadgetTcpReaderTest extends TraceReaderContract {

  @Override
  TraceFormat format() {
    return TraceFormat.INSPEKTOR_GADGET_TCP;
  }

  @Override
  List<String> lines() {
    return List.of(
        """
        {"comm":"wget","dst":{"addr":"1.1.1.1","port":80,"proto":6,"version":4},"gid":0,"k8s":{"containerName":"mypod2","hostnetwork":false,"namespace":"default","node":"minikube","podName":"mypod2"},"mntns_id":4026536533,"netns_id":4026535383,"pid":446916,"runtime":{"containerId":"53225e24"},"src":{"addr":"10.244.0.8","port":41464,"proto":6,"version":4},"tid":446916,"timestamp":"2024-07-31T18:38:31.977700392Z","timestamp_raw":1722451111977700392,"type":"connect","type_raw":0,"uid":0}""",
        """
        {"timestamp":"2026-07-31T18:38:32Z","type":"accept","type_raw":1,"error":"","error_raw":0,"proc":{"comm":"café","pid":7,"tid":8,"creds":{"uid":0},"parent":{"comm":"sh"}},"k8s":{"namespace":"demo","podName":"web-6f8c7b9d4-zxwvt","containerName":"web","node":"n1","hostnetwork":false,"podLabels":"app=web,pod-template-hash=6f8c7b9d4","owner":{"kind":"Deployment","name":"web"}},"src":{"addr":"10.244.0.9","port":8080,"proto":"TCP","proto_raw":6,"version":4,"k8s":{"kind":"pod","name":"web-6f8c7b9d4-zxwvt","namespace":"demo"}},"dst":{"addr":"10.244.0.8","port":41464,"proto":"TCP","proto_raw":6,"version":4,"k8s":{"kind":"pod","name":"client","namespace":"demo","labels":"run=client"}}}""",
        """
        {"type":"connect","error":"ECONNREFUSED","error_raw":111,"proc":{"comm":"nc","pid":7},"k8s":{"namespace":"demo","podName":"a"},"src":{"addr":"fd00::1","port":40000,"proto":"TCP"},"dst":{"addr":"fd00::2","port":81,"proto":"TCP","k8s":{"kind":"svc","name":"db","namespace":"demo","labels":"app=db"}}}""");
  }
}
