// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.check.Judged.Answer;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.SnapshotOptions;
import dev.netpol.cluster.SnapshotReader;
import dev.netpol.flow.Tally;
import dev.netpol.flow.Tuple;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Pod;
import dev.netpol.model.Protocol;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NaiveEvaluator;
import dev.netpol.policy.NaiveEvaluator.End;
import dev.netpol.policy.World;
import dev.netpol.trace.Identity;
import dev.netpol.trace.Side;
import dev.netpol.trace.TraceFormat;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ReplayLaws {

  @Property(tries = 100)
  void what_is_seen_between_addresses_is_judged_as_between_their_pods(
      @ForAll("worlds") World world) {
    Replay replay = Replay.of(world.policies(), snapshot(world), Modes.DEFAULT);
    NaiveEvaluator naive = new NaiveEvaluator(world.policies(), world.namespaces(), world.nodes());
    for (Pod from : world.pods()) {
      for (Pod to : world.pods()) {
        for (IpAddress source : from.addresses()) {
          for (IpAddress target : to.addresses()) {
            if (source.isV4() != target.isV4()) {
              continue;
            }
            for (Side side : Side.values()) {
              Judged judged = replay.judge(tuple(side, source, target), Tally.EMPTY);
              assertThat(judged.answer() == Answer.ALLOWED)
                  .as("%s %s -> %s: %s", side, from, to, judged)
                  .isEqualTo(
                      naive.allows(End.of(from, source), End.of(to, target), Protocol.TCP, 80));
            }
          }
        }
      }
    }
  }

  private static Tuple tuple(Side side, IpAddress source, IpAddress target) {
    return new Tuple(
        TraceFormat.NETWORKTRACE,
        side,
        "",
        Identity.NONE,
        Identity.NONE,
        Optional.of(source),
        Optional.of(target),
        Protocol.TCP,
        80,
        Optional.empty(),
        Long.MIN_VALUE);
  }

  private static ClusterSnapshot snapshot(World world) {
    StringBuilder text = new StringBuilder();
    world
        .namespaces()
        .forEach(
            (name, labels) ->
                text.append("---\napiVersion: v1\nkind: Namespace\nmetadata: {name: \"")
                    .append(name + "\", labels: " + json(labels) + "}\n"));
    world
        .nodes()
        .forEach(
            (name, addresses) ->
                text.append("---\napiVersion: v1\nkind: Node\nmetadata: {name: " + name + "}\n")
                    .append("status: {addresses: [")
                    .append(
                        addresses.stream()
                            .map(ip -> "{type: InternalIP, address: \"" + ip + "\"}")
                            .collect(Collectors.joining(", ")))
                    .append("]}\n"));
    for (Pod pod : world.pods()) {
      text.append("---\napiVersion: v1\nkind: Pod\nmetadata: {name: " + pod.name())
          .append(", namespace: \"" + pod.namespace() + "\", labels: " + json(pod.labels()) + "}\n")
          .append("spec: {nodeName: \"" + pod.node() + "\", hostNetwork: " + pod.hostNetwork())
          .append(", containers: [{name: c, ports: [")
          .append(
              pod.ports().stream()
                  .map(
                      it ->
                          String.format(
                              "{name: \"%s\", protocol: %s, containerPort: %d}",
                              it.name(), it.protocol(), it.port()))
                  .collect(Collectors.joining(", ")))
          .append("]}]}\nstatus: {phase: Running, podIPs: [")
          .append(
              pod.addresses().stream()
                  .map(ip -> "{ip: \"" + ip + "\"}")
                  .collect(Collectors.joining(", ")))
          .append("]}\n");
    }
    return SnapshotReader.of(SnapshotOptions.DEFAULT)
        .add(
            new ByteArrayInputStream(text.toString().getBytes(StandardCharsets.UTF_8)),
            "world.yaml")
        .snapshot();
  }

  private static String json(Labels labels) {
    return labels.asMap().entrySet().stream()
        .map(it -> "\"" + it.getKey() + "\": \"" + it.getValue() + "\"")
        .collect(Collectors.joining(", ", "{", "}"));
  }

  @Provide
  Arbitrary<World> worlds() {
    return World.any();
  }
}
