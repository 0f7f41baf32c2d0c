// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.check.Judged.Answer;
import dev.netpol.flow.Tally;
import dev.netpol.flow.Tuple;
import dev.netpol.model.IpAddress;
import dev.netpol.model.Pod;
import dev.netpol.model.Protocol;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NaiveEvaluator;
import dev.netpol.policy.NaiveEvaluator.End;
import dev.netpol.policy.World;
import dev.netpol.trace.Identity;
import dev.netpol.trace.Side;
import dev.netpol.trace.TraceFormat;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ReplayLaws {

  @Property(tries = 100)
  void what_is_seen_between_addresses_is_judged_as_between_their_pods(
      @ForAll("worlds") World world) {
    Replay replay = Replay.of(world.policies(), WorldSnapshot.of(world), Modes.DEFAULT);
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

  @Provide
  Arbitrary<World> worlds() {
    return World.any();
  }
}
