// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.acceptance.Program.Result;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The samples' policies, checked against the samples' traces. */
class CheckedSamplesTest {

  static Stream<Sample> samples() {
    return Sample.all();
  }

  private static Program check(Sample sample, Path trace) {
    Program check =
        Program.advisor("check")
            .in(sample.folder())
            .and("--policies", sample.expected().toString(), "--input", trace.toString());
    int snapshot = sample.options().indexOf("--snapshot");
    return snapshot < 0 ? check : check.and("--snapshot", sample.options().get(snapshot + 1));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_report_denies_nothing_of_the_trace_it_was_made_from(Sample sample) {
    Result result = check(sample, sample.trace()).run();

    assertThat(result.code()).as(result.out() + result.err()).isZero();
    assertThat(result.out()).contains("covered  ").doesNotContain("denied");
  }

  @Test
  void an_address_that_was_tried_later_would_be_denied() {
    Sample page = Sample.TCPCONNECT;
    Program check = check(page, page.folder().resolve("networktrace-later.log"));

    assertThat(check.run().code()).isZero();
    Result strict = check.and("--fail-on", "denied,failed").run();
    assertThat(strict.code()).isEqualTo(1);
    assertThat(strict.out())
        .contains("1.0.0.1:80/TCP: would be denied", "1.0.0.1 is not in 1.1.1.1/32");
  }

  @Test
  void the_services_port_in_a_rule_denies_what_the_pods_listen_on() {
    Sample restricted = Sample.RESTRICTED_NAMESPACE;
    String wrong = restricted.expectedText().replace("port: 1234", "port: 2345");

    Result result =
        Program.advisor("check")
            .in(restricted.folder())
            .and("--policies", "-", "--input", restricted.trace().toString())
            .and("--snapshot", "cluster.yaml")
            .reading(wrong)
            .run();

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("denied  ", "port 1234/TCP is not 2345/TCP");
  }
}
