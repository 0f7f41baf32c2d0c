// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.acceptance.Program;
import dev.netpol.acceptance.Sample;
import dev.netpol.acceptance.lab.Call.Answer;
import dev.netpol.acceptance.lab.Snapshot.Pod;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The proof of the whole: the policies that a captured trace gives are enforced by a kernel. The
 * application of a sample still works then, and nothing else does. Each test goes on where the one
 * before it stopped.
 */
@Timeout(180)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
abstract class LabStory {
  /** Somebody outside whom the application does not know. */
  private static final String STRANGER = "203.0.113.99";

  private static final int STRANGERS_PORT = 443;

  @TempDir static Path temporary;

  private final Plan plan;
  private Application application;
  private Lab lab;
  private Matrix matrix;

  LabStory(Plan plan) {
    this.plan = plan;
  }

  /**
   * What differs between the samples.
   *
   * @param trace what its application does
   * @param servers addresses outside that it calls, and where they listen
   * @param assumed where everyone who is isolated may go, as in {@link Matrix.Expectation}
   * @param published what everyone may call
   */
  record Plan(
      Sample sample,
      String trace,
      Map<String, Integer> servers,
      Set<String> assumed,
      Set<String> published,
      List<Advice> advices) {}

  /**
   * Policies that are asked for.
   *
   * @param options of {@code report}, after the inputs
   * @param isolated which pods these isolate, in {@code Egress} or {@code Ingress}
   */
  record Advice(List<String> options, BiPredicate<Pod, String> isolated) {
    @Override
    public String toString() {
      return options.isEmpty() ? "without options" : String.join(" ", options);
    }
  }

  List<Advice> advices() {
    return plan.advices();
  }

  @BeforeAll
  void build() throws IOException {
    Requirements.check();
    Path folder = plan.sample().folder();
    Snapshot cluster = Snapshot.read(folder.resolve("cluster.yaml"));
    application = Application.of(cluster, folder.resolve(plan.trace()));
    Set<String> outsiders = new TreeSet<>(application.visitors());
    Map<String, Integer> servers = new TreeMap<>(plan.servers());
    servers.put(STRANGER, STRANGERS_PORT);
    outsiders.addAll(servers.keySet());
    lab = new Lab(Requirements.agent(temporary), cluster, outsiders);
    for (Map.Entry<String, Integer> server : servers.entrySet()) {
      lab.serve(server.getKey(), server.getValue());
    }
    application.unreachable().forEach(it -> lab.unreachable(it.node(), it.to(), it.isSilent()));
    matrix = new Matrix(cluster, outsiders, servers);
  }

  @AfterAll
  void remove() throws IOException {
    if (lab != null) {
      lab.close();
    }
  }

  @Test
  @Order(1)
  void the_application_runs_as_in_the_sample() throws IOException {
    assertThat(outcomes(lab.run(application.calls().keySet())))
        .containsExactlyInAnyOrderElementsOf(texts(application.calls()));
  }

  @Test
  @Order(2)
  void without_policies_everyone_reaches_everyone() throws IOException {
    Map<Call, Answer> answers = lab.run(matrix.calls());
    assertThat(blocked(answers)).isEmpty();
    assertThat(answers)
        .allSatisfy(
            (call, answer) -> assertThat(answer.who()).as("%s", call).isEqualTo(nameOf(call.to())));
  }

  private String nameOf(String address) {
    Pod pod = lab.cluster().podAt(address);
    return pod == null ? "outside" : pod.name();
  }

  @ParameterizedTest
  @MethodSource("advices")
  @Order(3)
  void with_the_policies_the_application_works_and_nothing_else_does(Advice advice)
      throws IOException {
    String policies =
        Sample.policies(
            Program.advisor("report", "--input", plan.trace(), "--snapshot", "cluster.yaml")
                .in(plan.sample().folder())
                .and(advice.options().toArray(String[]::new)));
    lab.enforce(Policies.of(policies));

    assertThat(blocked(lab.run(application.working()))).isEmpty();
    Matrix.Expectation expected =
        new Matrix.Expectation(advice.isolated(), plan.assumed(), plan.published());
    assertThat(blocked(lab.run(matrix.calls())))
        .containsExactlyInAnyOrderElementsOf(
            names(matrix.blocked(expected, application.working())));
  }

  private static List<String> outcomes(Map<Call, Answer> answers) {
    return answers.entrySet().stream()
        .map(it -> it.getKey() + ": " + it.getValue().outcome())
        .toList();
  }

  private static List<String> texts(Map<Call, String> wanted) {
    return wanted.entrySet().stream().map(it -> it.getKey() + ": " + it.getValue()).toList();
  }

  private static List<String> blocked(Map<Call, Answer> answers) {
    return names(
        answers.keySet().stream()
            .filter(it -> !answers.get(it).worked())
            .collect(Collectors.toList()));
  }

  private static List<String> names(Collection<Call> calls) {
    return calls.stream().map(Call::toString).toList();
  }
}
