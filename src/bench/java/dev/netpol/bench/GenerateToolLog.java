// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Writes a log as another tool writes it, from a seed: connections between 2,000 pods on 40 nodes,
 * drawn evenly from 20,000 distinct ones, each with its own time and client's port.
 *
 * <p>{@code GenerateToolLog FORMAT FILE MEGABYTES}
 */
public final class GenerateToolLog {

  private static final int PODS = 2000;
  private static final int DISTINCT = 20_000;

  private GenerateToolLog() {}

  /** {@code @T} stands for the second of the hour, {@code @P} for the client's port. */
  private static String template(String format) {
    return switch (format) {
      case "hubble" ->
          """
          {"flow":{"time":"2026-11-20T12:@T.510175415Z","uuid":"9b9d4c3e-3f3e-4a7c-8c54-2d6f2b5f1f5e","verdict":"FORWARDED","ethernet":{"source":"d2:d9:76:de:f4:90","destination":"6e:3c:ce:d3:9e:a6"},"IP":{"source":"@A","destination":"@B","ipVersion":"IPv4"},"l4":{"TCP":{"source_port":@P,"destination_port":8080,"flags":{"SYN":true}}},"source":{"ID":881,"identity":34@a,"cluster_name":"default","namespace":"team-1","labels":["k8s:app=service-@a","k8s:io.cilium.k8s.namespace.labels.kubernetes.io/metadata.name=team-1","k8s:io.cilium.k8s.policy.cluster=default","k8s:io.cilium.k8s.policy.serviceaccount=service-@a","k8s:io.kubernetes.pod.namespace=team-1"],"pod_name":"service-@a-66d68cbdd-9kkkl","workloads":[{"name":"service-@a","kind":"Deployment"}]},"destination":{"ID":3879,"identity":35@b,"cluster_name":"default","namespace":"team-2","labels":["k8s:app=service-@b","k8s:io.cilium.k8s.namespace.labels.kubernetes.io/metadata.name=team-2","k8s:io.cilium.k8s.policy.cluster=default","k8s:io.cilium.k8s.policy.serviceaccount=service-@b","k8s:io.kubernetes.pod.namespace=team-2"],"pod_name":"service-@b-755d8c7f9-zxwvt","workloads":[{"name":"service-@b","kind":"Deployment"}]},"Type":"L3_L4","node_name":"default/node-@n","event_type":{"type":4,"sub_type":3},"traffic_direction":"EGRESS","trace_observation_point":"TO_STACK","trace_reason":"NEW","is_reply":false,"interface":{"index":12,"name":"lxc1234"},"Summary":"TCP Flags: SYN"},"node_name":"default/node-@n","time":"2026-11-20T12:@T.510175415Z"}
          """;
      case "tetragon" ->
          """
          {"process_kprobe":{"process":{"exec_id":"Z2tlLWpvaG4tNjMyLWRlZmF1bHQtcG9vbC03MDQxY2FjMC05czk1OjEzNTQ4Njc0MzIxMzczOjUyNjk5","pid":52699,"uid":0,"cwd":"/","binary":"/usr/bin/service","arguments":"--listen :8080","flags":"execve rootcwd","start_time":"2026-11-20T11:03:57.700327580Z","auid":4294967295,"pod":{"namespace":"team-1","name":"service-@a-66d68cbdd-9kkkl","container":{"id":"containerd://551e161c47d8ff0eb665438a7bcd5b4e3ef5a297282b40a92b7c77d6bd168eb3","name":"service","image":{"id":"docker.io/library/service@sha256:8e86f744bfea165fd4ce68caa05abc96500f40130b857773186401926af7e9e6","name":"docker.io/library/service:latest"},"start_time":"2026-11-20T11:52:41Z","pid":49},"pod_labels":{"app":"service-@a","pod-template-hash":"66d68cbdd"},"workload":"service-@a","workload_kind":"Deployment"},"docker":"551e161c47d8ff0eb665438a7bcd5b4","parent_exec_id":"Z2tlLWpvaG4tNjMyLWRlZmF1bHQtcG9vbC03MDQxY2FjMC05czk1OjEzNTQ4NjcwODgzMjk5OjUyNjk5","refcnt":1,"tid":52699},"parent":{"exec_id":"Z2tlLWpvaG4tNjMyLWRlZmF1bHQtcG9vbC03MDQxY2FjMC05czk1OjEzNTQ4NjcwODgzMjk5OjUyNjk5","pid":52690,"uid":0,"cwd":"/","binary":"/bin/sh","arguments":"-c service","flags":"execve rootcwd clone","start_time":"2026-11-20T11:03:57.696889812Z","auid":4294967295},"function_name":"tcp_connect","args":[{"sock_arg":{"family":"AF_INET","type":"SOCK_STREAM","protocol":"IPPROTO_TCP","saddr":"@A","daddr":"@B","sport":@P,"dport":8080,"cookie":"18446612295542571776","state":"TCP_SYN_SENT"}}],"action":"KPROBE_ACTION_POST","policy_name":"connect"},"node_name":"node-@n","time":"2026-11-20T12:@T.700326678Z"}
          """;
      case "calico" ->
          """
          {"start_time":1795176000,"end_time":1795176300,"source_ip":"@A","source_name":"service-@a-66d68cbdd-9kkkl","source_name_aggr":"service-@a-66d68cbdd-*","source_namespace":"team-1","source_port":@P,"source_type":"wep","source_labels":{"labels":["app=service-@a","pod-template-hash=66d68cbdd","projectcalico.org/namespace=team-1","projectcalico.org/orchestrator=k8s"]},"dest_ip":"@B","dest_name":"service-@b-755d8c7f9-zxwvt","dest_name_aggr":"service-@b-755d8c7f9-*","dest_namespace":"team-2","dest_service_namespace":"team-2","dest_service_name":"service-@b","dest_service_port":"http","dest_service_port_num":80,"dest_port":8080,"dest_type":"wep","dest_labels":{"labels":["app=service-@b","pod-template-hash=755d8c7f9","projectcalico.org/namespace=team-2","projectcalico.org/orchestrator=k8s"]},"proto":"tcp","action":"allow","reporter":"src","policies":{"all_policies":["0|__PROFILE__|__PROFILE__.kns.team-1|allow|0"]},"bytes_in":5000,"bytes_out":1000,"num_flows":1,"num_flows_started":1,"num_flows_completed":0,"packets_in":10,"packets_out":10,"http_requests_allowed_in":0,"http_requests_denied_in":0,"process_name":"/usr/bin/service","num_process_names":1,"process_id":"4711","num_process_ids":1,"original_source_ips":null,"num_original_source_ips":0,"host":"node-@n"}
          """;
      case "inspektor-gadget-tcp" ->
          """
          {"timestamp":"2026-11-20T12:@T.977700392Z","timestamp_raw":1795176001977700392,"type":"connect","type_raw":0,"error":"","error_raw":0,"fd":7,"mntns_id":4026536533,"netns_id":4026535383,"proc":{"comm":"service","pid":446916,"tid":446916,"creds":{"uid":0,"gid":0,"user":"root","group":"root"},"parent":{"comm":"sh","pid":446900}},"k8s":{"namespace":"team-1","podName":"service-@a-66d68cbdd-9kkkl","containerName":"service","hostnetwork":false,"node":"node-@n","podLabels":"app=service-@a,pod-template-hash=66d68cbdd","owner":{"kind":"Deployment","name":"service-@a"}},"runtime":{"containerId":"53225e24386f30ac68a58cd57c1689590875e4904f9449d0c19835f68da0c0b6","containerImageDigest":"sha256:5eef5ed34e1e1ff0a4ae850395cbf665c4de6b4b83a32a0bc7bcb998e24e7bbb","containerImageName":"docker.io/library/service:latest","containerName":"service","runtimeName":"containerd"},"src":{"addr":"@A","port":@P,"proto":"TCP","proto_raw":6,"version":4,"k8s":{"kind":"pod","name":"service-@a-66d68cbdd-9kkkl","namespace":"team-1","labels":"app=service-@a"}},"dst":{"addr":"@B","port":8080,"proto":"TCP","proto_raw":6,"version":4,"k8s":{"kind":"pod","name":"service-@b-755d8c7f9-zxwvt","namespace":"team-2","labels":"app=service-@b,pod-template-hash=755d8c7f9"}}}
          """;
      case "falco" ->
          """
          {"hostname":"node-@n","output":"12:@T.203114000: Notice Outbound connection (connection=@A:@P->@B:8080 command=service)","output_fields":{"container.id":"551e161c47d8","evt.rawres":-115,"evt.time":1795176000203114000,"evt.type":"connect","fd.cip":"@A","fd.cport":@P,"fd.l4proto":"tcp","fd.name":"@A:@P->@B:8080","fd.sip":"@B","fd.sport":8080,"k8s.ns.name":"team-1","k8s.pod.name":"service-@a-66d68cbdd-9kkkl","proc.cmdline":"service --listen :8080","proc.exepath":"/usr/bin/service","proc.name":"service","proc.pid":4711,"user.name":"root"},"priority":"Notice","rule":"Outbound connection","source":"syscall","tags":["network"],"time":"2026-11-20T12:@T.203114000Z"}
          """;
      default -> throw new IllegalArgumentException("no such format: " + format);
    };
  }

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[1]);
    long size = Long.parseLong(args[2]) * 1_000_000;
    SplittableRandom random = new SplittableRandom(42);
    List<String[]> lines = new ArrayList<>();
    for (int i = 0; i < DISTINCT; i++) {
      lines.add(line(template(args[0]), random.nextInt(PODS), random.nextInt(PODS)));
    }
    Path partial = file.resolveSibling(file.getFileName() + ".part");
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(partial), 1 << 20)) {
      long written = 0;
      for (int second = 0; written < size; second++) {
        String time = "%02d:%02d".formatted(second / 20_000 % 60, second / 300 % 60);
        String port = Integer.toString(32_768 + random.nextInt(28_000));
        for (String piece : lines.get(random.nextInt(lines.size()))) {
          String text = piece.equals("@T") ? time : piece.equals("@P") ? port : piece;
          byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
          out.write(bytes);
          written += bytes.length;
        }
      }
    }
    Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
  }

  private static String[] line(String template, int from, int to) {
    String line =
        template
            .replace("@A", address(from))
            .replace("@B", address(to))
            .replace("@a", Integer.toString(from))
            .replace("@b", Integer.toString(to))
            .replace("@n", Integer.toString(from % 40));
    return line.split("(?<=@[TP])|(?=@[TP])", -1);
  }

  private static String address(int pod) {
    return "10.2.%d.%d".formatted(pod % 40, 10 + pod / 40);
  }
}
