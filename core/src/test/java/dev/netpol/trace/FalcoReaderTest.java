// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.List;

class FalcoReaderTest extends TraceReaderContract {

  @Override
  TraceFormat format() {
    return TraceFormat.FALCO;
  }

  @Override
  List<String> lines() {
    return List.of(
        """
        {"hostname":"n1","output":"12:00:00 Notice connect","priority":"Notice","rule":"Outbound","source":"syscall","time":"2026-11-20T12:00:00.203114000Z","output_fields":{"evt.type":"connect","evt.rawres":-115,"fd.name":"10.244.0.5:40000->169.254.169.254:80","fd.sip":"169.254.169.254","fd.sport":80,"fd.l4proto":"tcp","k8s.ns.name":"demo","k8s.pod.name":"web-0","container.id":"551e161c47d8","proc.exepath":"/usr/bin/curl","proc.name":"curl","proc.pid":4711}}""",
        """
        {"hostname":"n1","priority":"Notice","rule":"Inbound","time":"2026-11-20T12:00:01Z","output_fields":{"evt.type":"accept4","evt.rawres":7,"evt.time":1795176001000000000,"fd.cip":"10.244.0.5","fd.cport":40001,"fd.sip":"10.244.0.6","fd.sport":8080,"fd.l4proto":"tcp","k8s.ns.name":"demo","k8s.pod.name":"café","container.id":"5","proc.name":null}}""",
        """
        {"priority":"Notice","rule":"Send","time":"2026-11-20T12:00:02Z","output_fields":{"evt.type":"sendto","fd.name":"fd00::5:40000->fd00::6:53","fd.l4proto":"udp","k8s.ns.name":"<NA>","k8s.pod.name":"<NA>","container.id":"host"}}""");
  }
}
