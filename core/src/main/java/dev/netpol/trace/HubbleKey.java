// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

/** What is read of a flow of Hubble's, and where it stands: in an envelope or without one. */
enum HubbleKey {
  TIME,
  NODE,
  VERDICT,
  DROP_REASON,
  TYPE,
  EVENT_TYPE,
  DIRECTION,
  POINT,
  REASON,
  IS_REPLY,
  EXTENSION,
  L7,
  SOURCE_IP,
  DESTINATION_IP,
  TCP_SOURCE,
  TCP_DESTINATION,
  SYN,
  ACK,
  OTHER_FLAG,
  UDP_SOURCE,
  UDP_DESTINATION,
  SCTP_SOURCE,
  SCTP_DESTINATION,
  UNPORTED,
  SOURCE_ID,
  SOURCE_NAMESPACE,
  SOURCE_POD,
  SOURCE_LABELS,
  SOURCE_IDENTITY,
  SOURCE_WORKLOAD,
  SOURCE_KIND,
  SOURCE_NAME,
  SOURCE_SERVICE_NAMESPACE,
  SOURCE_SERVICE,
  DESTINATION_ID,
  DESTINATION_NAMESPACE,
  DESTINATION_POD,
  DESTINATION_LABELS,
  DESTINATION_IDENTITY,
  DESTINATION_WORKLOAD,
  DESTINATION_KIND,
  DESTINATION_NAME,
  DESTINATION_SERVICE_NAMESPACE,
  DESTINATION_SERVICE,
  LOST,
  LOST_SOURCE,
  NO_FLOW;

  static final JsonShape<HubbleKey> SHAPE = shape();

  private static JsonShape<HubbleKey> shape() {
    JsonShape<HubbleKey> shape = new JsonShape<>(HubbleKey.class);
    shape.value(LOST, "lost_events/num_events_lost");
    shape.value(LOST_SOURCE, "lost_events/source");
    shape.raw(NO_FLOW, "node_status", "agent_event", "debug_event");
    for (String flow : new String[] {"", "flow/"}) {
      shape.value(TIME, flow + "time");
      shape.value(NODE, flow + "node_name");
      shape.value(VERDICT, flow + "verdict");
      shape.value(DROP_REASON, flow + "drop_reason_desc");
      shape.value(TYPE, flow + "Type", flow + "type");
      shape.value(EVENT_TYPE, flow + "event_type/type");
      shape.value(DIRECTION, flow + "traffic_direction");
      shape.value(POINT, flow + "trace_observation_point");
      shape.value(REASON, flow + "trace_reason");
      shape.value(IS_REPLY, flow + "is_reply", flow + "reply");
      shape.value(EXTENSION, flow + "extensions/@type");
      shape.raw(L7, flow + "l7");
      shape.value(SOURCE_IP, flow + "IP/source", flow + "ip/source");
      shape.value(DESTINATION_IP, flow + "IP/destination", flow + "ip/destination");
      shape.value(TCP_SOURCE, flow + "l4/TCP/source_port");
      shape.value(TCP_DESTINATION, flow + "l4/TCP/destination_port");
      shape.value(SYN, flow + "l4/TCP/flags/SYN");
      shape.value(ACK, flow + "l4/TCP/flags/ACK");
      for (String flag : new String[] {"FIN", "RST", "PSH"}) {
        shape.value(OTHER_FLAG, flow + "l4/TCP/flags/" + flag);
      }
      shape.value(UDP_SOURCE, flow + "l4/UDP/source_port");
      shape.value(UDP_DESTINATION, flow + "l4/UDP/destination_port");
      shape.value(SCTP_SOURCE, flow + "l4/SCTP/source_port");
      shape.value(SCTP_DESTINATION, flow + "l4/SCTP/destination_port");
      for (String protocol : new String[] {"ICMPv4", "ICMPv6", "IGMP", "VRRP"}) {
        shape.raw(UNPORTED, flow + "l4/" + protocol);
      }
      shape.value(SOURCE_ID, flow + "source/ID");
      shape.value(SOURCE_NAMESPACE, flow + "source/namespace");
      shape.value(SOURCE_POD, flow + "source/pod_name");
      shape.raw(SOURCE_LABELS, flow + "source/labels");
      shape.value(SOURCE_IDENTITY, flow + "source/identity");
      shape.value(SOURCE_WORKLOAD, flow + "source/workloads/name");
      shape.value(SOURCE_KIND, flow + "source/workloads/kind");
      shape.value(SOURCE_NAME, flow + "source_names");
      shape.value(SOURCE_SERVICE_NAMESPACE, flow + "source_service/namespace");
      shape.value(SOURCE_SERVICE, flow + "source_service/name");
      shape.value(DESTINATION_ID, flow + "destination/ID");
      shape.value(DESTINATION_NAMESPACE, flow + "destination/namespace");
      shape.value(DESTINATION_POD, flow + "destination/pod_name");
      shape.raw(DESTINATION_LABELS, flow + "destination/labels");
      shape.value(DESTINATION_IDENTITY, flow + "destination/identity");
      shape.value(DESTINATION_WORKLOAD, flow + "destination/workloads/name");
      shape.value(DESTINATION_KIND, flow + "destination/workloads/kind");
      shape.value(DESTINATION_NAME, flow + "destination_names");
      shape.value(DESTINATION_SERVICE_NAMESPACE, flow + "destination_service/namespace");
      shape.value(DESTINATION_SERVICE, flow + "destination_service/name");
    }
    return shape;
  }
}
