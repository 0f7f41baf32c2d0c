// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.List;

class OvnAclReaderTest extends TraceReaderContract {

  @Override
  TraceFormat format() {
    return TraceFormat.OVN_ACL;
  }

  @Override
  List<String> lines() {
    return List.of(
        """
        2023-11-02T16:28:54.139Z|00004|acl_log(ovn_pinctrl0)|INFO|name="NP:verify-audit-logging:Ingress", verdict=drop, severity=alert, direction=to-lport: tcp,vlan_tci=0x0000,dl_src=0a:58:0a:81:02:01,dl_dst=0a:58:0a:81:02:23,nw_src=10.131.0.39,nw_dst=10.129.2.35,nw_tos=0,nw_ecn=0,nw_ttl=62,nw_frag=no,tp_src=58496,tp_dst=8080,tcp_flags=syn""",
        """
        2023-11-02T16:28:55.139Z|00005|acl_log(ovn_pinctrl0)|INFO|name="NP:shop:web:Egress:0", verdict=allow, severity=info, direction=from-lport: udp,vlan_tci=0x0000,dl_src=0a:58:0a:81:02:01,dl_dst=0a:58:0a:81:02:23,nw_src=10.131.0.39,nw_dst=10.129.2.35,nw_tos=0,nw_ecn=0,nw_ttl=62,nw_frag=no,tp_src=58496,tp_dst=53""",
        """
        2023-11-02T16:28:56.139Z|00006|acl_log(ovn_pinctrl0)|INFO|name="NP:shop:web:Ingress:0", verdict=allow, severity=info, direction=to-lport: tcp6,vlan_tci=0x0000,ipv6_src=fd00::1,ipv6_dst=fd00::2,tp_src=8080,tp_dst=45000,tcp_flags=psh|ack""");
  }
}
