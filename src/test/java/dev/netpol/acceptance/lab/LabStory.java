// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.acceptance.Program;
import dev.netpol.acceptance.Repository;
import dev.netpol.acceptance.Sample;
import dev.netpol.acceptance.lab.Call.Answer;
import dev.netpol.acceptance.lab.Snapshot.Pod;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
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
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The proof of the whole: the policies that a captured trace gives are enforced by a kernel. The
 * application of a sample still works then, and nothing else does. Each test goes on where the one
 * before it stopped.
 */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
abstract class LabStory {
  /** Somebody outside whom the application does not know. */
  private static final String STRANGER = "203.0.113.99";

  private static final int STRANGERS_PORT = 443;

  private final Plan plan;
  private Path temporary;
  private Application application;
  private Lab lab;
  private Matrix matrix;
  private List<Path> captured;
  private List<Path> open;
  private final Map<Advice, String> policies = new HashMap<>();

  LabStory(Plan plan) {
    this.plan = plan;
  }

  /**
   * What differs between the samples.
   *
   * @param trace what its application does
   * @param namespaces what is captured
   * @param mode how: {@code events} or {@code aggregate}
   * @param servers addresses outside that it calls, and where they listen
   * @param assumed where everyone who is isolated may go, as in {@link Matrix.Expectation}
   * @param published what everyone may call
   */
  record Plan(
      Sample sample,
      String trace,
      String namespaces,
      String mode,
      Map<String, Integer> servers,
      Set<String> assumed,
      Set<String> published,
      List<Advice> advices) {

    Path sampleTrace() {
      return sample.folder().resolve(trace);
    }
  }

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

  /** All of them on the Java that builds; which Java runs the product changes no policy. */
  List<Advice> advices() {
    boolean builder = Repository.javaHome().equals(Path.of(System.getProperty("java.home")));
    return builder ? plan.advices() : plan.advices().subList(0, 1);
  }

  @BeforeAll
  void build(@TempDir Path folder) throws IOException {
    Requirements.check();
    temporary = folder;
    Snapshot cluster = Snapshot.read(plan.sample().folder().resolve("cluster.yaml"));
    application = Application.of(cluster, plan.sampleTrace());
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
  @Execution(ExecutionMode.SAME_THREAD)
  void a_capture_of_the_application_shows_what_the_sample_shows() throws Exception {
    try (Monitors monitors = capture("application")) {
      assertSame(outcomes(lab.run(application.calls().keySet())), texts(application.calls()));
      captured = monitors.stop();
    }
    assertSame(Seen.texts(Seen.in(captured, lab.cluster())), Seen.texts(application.seen()));
  }

  @Test
  @Order(2)
  @Execution(ExecutionMode.SAME_THREAD)
  void without_policies_everyone_reaches_everyone() throws Exception {
    try (Monitors monitors = capture("open")) {
      Map<Call, Answer> answers = lab.run(matrix.calls());
      assertThat(blocked(answers)).isEmpty();
      assertThat(answers)
          .allSatisfy(
              (call, answer) ->
                  assertThat(answer.who()).as("%s", call).isEqualTo(nameOf(call.to())));
      open = monitors.stop();
    }
  }

  private String nameOf(String address) {
    Pod pod = lab.cluster().podAt(address);
    return pod == null ? "outside" : pod.name();
  }

  @Test
  @Order(3)
  @Execution(ExecutionMode.SAME_THREAD)
  void report_makes_the_policies_of_the_sample_from_it() {
    Advice advice = plan.advices().get(0);
    Program sample =
        advisor("report", List.of(plan.sampleTrace()))
            .and("--snapshot", lab.cluster().file().toString());
    assertThat(policies(advice)).isEqualTo(report(sample, advice));
  }

  private String policies(Advice advice) {
    return policies.computeIfAbsent(advice, it -> report(advisor("report", captured), it));
  }

  @ParameterizedTest
  @MethodSource("advices")
  @Order(4)
  @Execution(ExecutionMode.SAME_THREAD)
  void with_the_policies_the_application_works_and_nothing_else_does(Advice advice)
      throws Exception {
    Path file = Files.createTempFile(temporary, "policies", ".yaml");
    Files.writeString(file, policies(advice));
    // What follows waits for connections that are dropped, meanwhile.
    CompletableFuture<Set<Call>> predicted = CompletableFuture.supplyAsync(() -> predicted(file));
    Set<Call> blocked =
        matrix.blocked(
            new Matrix.Expectation(advice.isolated(), plan.assumed(), plan.published()),
            application.working());

    lab.enforce(Policies.of(policies(advice)));
    assertThat(blocked(lab.run(application.working()))).isEmpty();
    if (advice == plan.advices().get(0)) {
      try (Monitors monitors = capture("closed")) {
        assertSame(blocked(lab.run(matrix.calls())), names(blocked));
        List<Path> closed = monitors.stop();
        assertThat(names(fromCaptured(blocked)))
            .as(() -> ends(closed) + ", all that was captured: " + Seen.texts(seen(closed)))
            .isSubsetOf(unanswered(closed));
        assertSame(unanswered(closed), names(fromCaptured(blocked)));
      }
    } else {
      assertSame(blocked(lab.run(matrix.calls())), names(blocked));
    }
    assertSame(names(predicted.join()), names(blocked));
  }

  private static String report(Program report, Advice advice) {
    return Sample.policies(report.and(advice.options().toArray(String[]::new)));
  }

  /** What {@code check} says that policies would block of what everyone did without them. */
  private Set<Call> predicted(Path policies) {
    Program check = advisor("check", open).and("--policies", policies.toString());
    String json = check.and("--format", "json", "--fail-on", "none").run().orFail().out();
    return Prediction.of(json, lab.cluster(), matrix);
  }

  /** With these traces and nothing else: in those that were captured, the cluster is, too. */
  private Program advisor(String command, List<Path> traces) {
    Program program = Program.of(Repository.ROOT.resolve("bin/advisor").toString(), command);
    for (Path trace : traces) {
      program = program.and("--input", trace.toString());
    }
    return program;
  }

  private Monitors capture(String name) throws IOException, InterruptedException {
    return Monitors.start(
        lab,
        Files.createTempDirectory(temporary, name),
        "--namespaces",
        plan.namespaces(),
        "--mode",
        plan.mode(),
        "--snapshot",
        lab.cluster().file().toString());
  }

  /** What the captures say of themselves. */
  private static List<String> ends(List<Path> traces) {
    return traces.stream().map(it -> Sample.lines(it).get(Sample.lines(it).size() - 1)).toList();
  }

  private List<Seen> seen(List<Path> traces) {
    try {
      return Seen.in(traces, lab.cluster());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The connections of a trace that nobody answered. */
  private List<String> unanswered(List<Path> traces) throws IOException {
    Set<Call> unanswered = new LinkedHashSet<>();
    for (Seen it : Seen.in(traces, lab.cluster())) {
      if (it.isConnect() && it.isUnanswered()) {
        unanswered.add(new Call(it.process(), "tcp", it.from(), it.to(), it.port()));
      }
    }
    return names(unanswered);
  }

  /** Of these, the TCP connections of pods that are captured; UDP knows no outcome. */
  private List<Call> fromCaptured(Collection<Call> calls) {
    return calls.stream()
        .filter(it -> it.how().equals("tcp"))
        .filter(it -> isCaptured(lab.cluster().podAt(it.from())))
        .toList();
  }

  private boolean isCaptured(Pod pod) {
    return pod != null && List.of(plan.namespaces().split(",")).contains(pod.namespace());
  }

  private static void assertSame(Collection<String> actual, Collection<String> expected) {
    assertThat(without(expected, actual)).as("missing").isEmpty();
    assertThat(without(actual, expected)).as("not expected").isEmpty();
    assertThat(actual).doesNotHaveDuplicates();
  }

  /** Some are enough to see what is wrong. */
  private static List<String> without(Collection<String> all, Collection<String> others) {
    return all.stream().filter(it -> !others.contains(it)).sorted().limit(30).toList();
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
