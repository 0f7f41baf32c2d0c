// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.List;

class InspektorGadget2020ReaderTest extends TraceReaderContract {

  @Override
  TraceFormat format() {
    return TraceFormat.INSPEKTOR_GADGET_2020;
  }

  @Override
  List<String> lines() {
    return List.of(
        """
        {"type":"connect","remote_kind":"svc","port":50051,"local_pod_namespace":"demo","local_pod_name":"checkout-66d68cbdd-9kkkl","local_pod_owner":"checkout","local_pod_labels":{"app":"checkout"},"remote_svc_namespace":"demo","remote_svc_name":"payment","remote_svc_label_selector":{"app":"payment"}}""",
        """
        {"type":"accept","remote_kind":"pod","port":8080,"local_pod_namespace":"demo","local_pod_name":"web-0","remote_pod_namespace":"demo","remote_pod_name":"probé","remote_pod_labels":{"run":"probe"},"debug":"7158340385999 cpu#0 accept 3911 web 10.2.0.5:8080 10.2.0.9:51000 4026532272\\n"}""",
        """
        {"type":"connect","remote_kind":"other","port":443,"local_pod_namespace":"demo","local_pod_name":"web-0","remote_other":"1.1.1.1"}""");
  }
}
