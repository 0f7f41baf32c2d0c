// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.Advisor;
import dev.netpol.Observed;
import dev.netpol.advise.Advice;
import dev.netpol.advise.AdviceOptions;
import dev.netpol.advise.Proposal;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.SnapshotReader;
import dev.netpol.flow.Flow;
import dev.netpol.flow.Source;
import dev.netpol.policy.PolicyYaml;
import dev.netpol.trace.Outcome;
import dev.netpol.trace.TraceFormat;
import dev.netpol.trace.TraceLimit;
import dev.netpol.trace.TraceReader;
import dev.netpol.trace.TraceSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * {@code samples/other-tools}: one application as every tool logs it. A file is named like its
 * format.
 */
class OtherToolsTest {

  private static final Path FOLDER = Path.of("../samples/other-tools");

  private static Path log(TraceFormat format) {
    return FOLDER.resolve(format.id() + ".log");
  }

  private static Advice advice(TraceFormat... formats) throws IOException {
    ClusterSnapshot cluster = SnapshotReader.read(List.of(FOLDER.resolve("cluster.yaml")));
    List<TraceSource> logs =
        Arrays.stream(formats).map(format -> TraceSource.of(log(format))).toList();
    try (TraceReader trace = TraceReader.of(logs)) {
      Observed observed = Advisor.of(cluster).observe(trace);
      assertThat(observed.accounting().events().keySet()).containsExactlyInAnyOrder(formats);
      return observed.advise(AdviceOptions.DEFAULTS);
    }
  }

  private static String policies(Advice advice) {
    return PolicyYaml.write(advice.proposals().stream().map(Proposal::policy).toList());
  }

  /** What the limits of a format, as docs/formats.md has them, make of the policies. */
  private static Path expected(TraceFormat format) {
    Set<TraceLimit> limits = format.limits();
    String name = "expected";
    // The page's set-up of these tools shows connects over TCP.
    boolean connects = limits.contains(TraceLimit.AS_CONFIGURED);
    name += connects || limits.contains(TraceLimit.NO_UDP) ? "-no-udp" : "";
    name += limits.contains(TraceLimit.LOW_UDP) ? "-low-udp" : "";
    name +=
        connects
                || limits.contains(TraceLimit.NO_ACCEPTS)
                || limits.contains(TraceLimit.ONE_SIDE)
                || limits.contains(TraceLimit.NO_SIDE)
            ? "-no-accepts"
            : "";
    name += limits.contains(TraceLimit.NO_OUTCOMES) ? "-no-outcomes" : "";
    return FOLDER.resolve(name + ".yaml");
  }

  private static String withoutComments(String yaml) {
    return yaml.lines()
        .filter(line -> !line.strip().startsWith("#"))
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  @ParameterizedTest
  @EnumSource
  void logs_that_tell_the_same_give_the_same_policies(TraceFormat format) throws IOException {
    assertThat(policies(advice(format)))
        .isEqualTo(withoutComments(Files.readString(expected(format))));
  }

  @Test
  void every_expected_file_is_of_some_format() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertThat(files.filter(file -> file.getFileName().toString().startsWith("expected")))
          .containsExactlyInAnyOrderElementsOf(
              Arrays.stream(TraceFormat.values())
                  .map(OtherToolsTest::expected)
                  .collect(Collectors.toSet()));
    }
  }

  private static Flow flow(List<Flow> flows, String name) {
    return flows.stream()
        .filter(flow -> flow.connection().toString().contains(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void logs_can_be_mixed_and_counts_are_never_added() throws IOException {
    Advice advice = advice(TraceFormat.NETWORKTRACE, TraceFormat.ANTREA_AUDIT, TraceFormat.OVN_ACL);

    assertThat(policies(advice))
        .isEqualTo(withoutComments(Files.readString(FOLDER.resolve("expected.yaml"))));
    Flow web = flow(advice.flows().flows(), ":8080");
    assertThat(web.connections()).isEqualTo(2);
    assertThat(web.tallies().keySet().stream().map(Source::format).distinct()).hasSize(3);
    assertThat(web.tallies()).hasSize(6);
    assertThat(web.tallies().values()).allMatch(tally -> tally.connections() == 2);
    assertThat(web.outcomes()).isEqualTo(Map.of(Outcome.ESTABLISHED, 2L, Outcome.ATTEMPTED, 2L));
    Flow denied = flow(advice.flows().flows().stream().filter(Flow::failedOnly).toList(), ":5432");
    assertThat(denied.outcomes()).isEqualTo(Map.of(Outcome.REFUSED, 1L, Outcome.DENIED, 1L));
  }

  @ParameterizedTest
  @EnumSource
  void what_was_denied_is_listed_and_no_rule(TraceFormat format) throws IOException {
    if (format.limits().contains(TraceLimit.DENIALS_ONLY)) {
      Advice advice = advice(format);

      assertThat(advice.failed()).hasSize(1);
      Flow denied =
          advice.flows().flows().stream().filter(Flow::failedOnly).findFirst().orElseThrow();
      assertThat(denied.connection().port()).isEqualTo(5432);
      assertThat(denied.tallies().values())
          .allMatch(tally -> tally.count(Outcome.DENIED) == tally.connections());
    }
  }
}
