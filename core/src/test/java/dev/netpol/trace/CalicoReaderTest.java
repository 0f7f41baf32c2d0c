// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.List;

class CalicoReaderTest extends TraceReaderContract {

  @Override
  TraceFormat format() {
    return TraceFormat.CALICO;
  }

  @Override
  List<String> lines() {
    return List.of(
        """
        {"start_time":1659621542,"end_time":1659621842,"source_ip":"10.48.116.157","source_name":"multitool","source_name_aggr":"multitool","source_namespace":"tools","source_port":null,"source_type":"wep","source_labels":{"labels":["run=multitool"]},"dest_ip":"10.48.231.9","dest_name":"checkout-755d8c7f9-zxwvt","dest_name_aggr":"checkout-755d8c7f9-*","dest_namespace":"shop","dest_service_namespace":"shop","dest_service_name":"checkout","dest_service_port":"grpc","dest_port":5050,"dest_type":"wep","dest_labels":{"labels":["app=checkout","pod-template-hash=755d8c7f9"]},"proto":"tcp","action":"deny","reporter":"dst","policies":{"all_policies":["1|app|shop/app.checkout|deny|-1"]},"bytes_in":0,"num_flows":2,"num_flows_started":2,"num_flows_completed":2,"host":"node-1"}""",
        """
        {"start_time":1659621542,"end_time":1659621842,"source_ip":null,"source_name":"-","source_name_aggr":"frontend-6f8c7b9d4-*","source_namespace":"shop","source_port":null,"source_type":"wep","source_labels":{"labels":["app=frontend","pod-template-hash=6f8c7b9d4"]},"dest_ip":null,"dest_name":"-","dest_name_aggr":"checkout-755d8c7f9-*","dest_namespace":"shop","dest_port":5050,"dest_type":"wep","dest_labels":{"labels":["app=checkout","pod-template-hash=755d8c7f9"]},"proto":"tcp","action":"allow","reporter":"src","num_flows":7,"num_flows_started":5}""",
        """
        {"start_time":"2026-08-04T14:00:00Z","end_time":"2026-08-04T14:05:00Z","source_name":"frontend-6f8c7b9d4-*","source_namespace":"shop","source_labels":"app=frontend | pod-template-hash=6f8c7b9d4","dest_name":"pub","dest_namespace":"-","dest_labels":"","protocol":"udp","dest_port":53,"dest_domains":["dns.café"],"reporter":"Src","action":"Allow","policies":{"enforced":[],"pending":[]}}""");
  }
}
