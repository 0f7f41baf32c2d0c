// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.LabelSelector;
import dev.netpol.model.LabelSelector.Operator;
import dev.netpol.model.LabelSelector.Requirement;
import dev.netpol.model.Labels;
import dev.netpol.model.Workload;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** One trap a test: what generated selectors get wrong elsewhere. */
class NamespaceSelectorsTest {

  /** A Deployment's selector is what the cluster itself goes by. */
  @Test
  void keeps_the_controllers_own_selector_whole() {
    Faces web = owned("web", "app=web,instance=one", "app=web,instance=one,tier=front");
    assertThat(selector(web, web, bare("db", "app=db"))).isEqualTo("app=web,instance=one");
  }

  @Test
  void leaves_volatile_keys_out_of_the_controllers_own_selector() {
    Faces web = owned("web", "app=web,pod-template-hash=5d6", "app=web,pod-template-hash=5d6");
    assertThat(selector(web, web)).isEqualTo("app=web");
  }

  /** Two Deployments with overlapping selectors: legal, and the cluster does not object. */
  @Test
  void does_not_keep_an_own_selector_that_matches_another_workload() {
    Faces web = owned("web", "app=shop", "app=shop,part=web");
    Faces api = owned("api", "app=shop", "app=shop,part=api");
    assertThat(selector(web, web, api)).isEqualTo("part=web");
  }

  @Test
  void takes_the_fewest_labels_and_prefers_those_that_name() {
    Faces web = bare("web", "name=web,app=web,app.kubernetes.io/name=web,colour=blue,a=unique");
    assertThat(selector(web, web, bare("db", "app=db"))).isEqualTo("app.kubernetes.io/name=web");
    assertThat(selector(web, web, bare("canary", "app.kubernetes.io/name=web")))
        .isEqualTo("app=web");
  }

  @Test
  void takes_two_labels_where_one_does_not_tell() {
    Faces web = bare("web", "app=shop,part=web");
    Faces api = bare("api", "app=shop,part=api");
    Faces other = bare("other", "app=tools,part=web");
    assertThat(selector(web, web, api, other)).isEqualTo("app=shop,part=web");
  }

  /** Kubescape's golden file holds job-name and controller-uid: a rule that never matches again. */
  @Test
  void never_uses_what_changes_with_a_run() {
    Faces job =
        bare(
            "backup",
            "job-name=backup-28618366,controller-uid=1b2c,app=backup"
                + ",batch.kubernetes.io/job-name=backup-28618366,helm.sh/chart=backup-1.2.3"
                + ",topology.kubernetes.io/zone=a,security.istio.io/tlsMode=istio"
                + ",statefulset.kubernetes.io/pod-name=backup-0");
    assertThat(selector(job, job)).isEqualTo("app=backup");
  }

  @Test
  void does_not_rest_on_a_generic_label_alone() {
    Faces web = bare("web", "tier=front,colour=blue");
    assertThat(selector(web, web, bare("db", "tier=back,colour=red"))).isEqualTo("colour=blue");
    assertThat(selector(web, web, bare("db", "tier=back,colour=blue")))
        .isEqualTo("colour=blue,tier=front");
  }

  /** Inspektor Gadget's golden output has {@code podSelector: {}} here: the whole namespace. */
  @Test
  void reports_a_pod_without_labels_instead_of_selecting_everything() {
    Faces bare = bare("bare", "");
    Selection selection = select(bare, bare, bare("db", "app=db"));
    assertThat(selection.selector()).isEmpty();
    assertThat(selection.remedy()).contains("app.kubernetes.io/name: bare");
  }

  @Test
  void reports_a_pod_whose_only_label_is_generic() {
    Faces bare = bare("bare", "role=db");
    assertThat(select(bare, bare).selector()).isEmpty();
  }

  @Test
  void says_what_the_others_have_where_labels_alone_cannot_tell() {
    Faces web = owned("web", "app=web", "app=web");
    Faces canary = owned("canary", "app=web,track=canary", "app=web,track=canary");
    assertThat(selector(web, web, canary)).isEqualTo("app=web,!track");
    assertThat(selector(canary, web, canary)).isEqualTo("app=web,track=canary");
  }

  @Test
  void says_which_values_it_has_not_where_its_own_pods_differ() {
    Faces web = bare("web", "app=web", "app=web,track=stable");
    Faces canary = bare("canary", "app=web,track=canary");
    assertThat(selector(web, web, canary)).isEqualTo("app=web,track notin (canary)");
  }

  @Test
  void counts_templates_of_controllers_without_pods() {
    Faces web = bare("web", "app=web,part=a");
    Faces nightly = new Faces(workload("nightly"), Optional.empty(), Set.of(labels("app=web")));
    assertThat(selector(web, web, nightly)).isEqualTo("part=a");
  }

  @Test
  void selects_together_what_nothing_tells_apart() {
    Faces one = bare("one", "app=web,pod-template-hash=1");
    Faces two = bare("two", "app=web,pod-template-hash=2");
    Faces db = bare("db", "app=db");
    Selection selection = select(one, two, one, db);
    assertThat(selection.workloads()).containsExactly(workload("one"), workload("two"));
    assertThat(selection.selector().orElseThrow()).hasToString("app=web");
    assertThat(select(two, two, one, db)).isEqualTo(selection);
  }

  /** From one side they can be told apart, from the other not: still one subject on both. */
  @Test
  void groups_are_the_same_from_every_member() {
    Faces mixed = bare("mixed", "a=1,b=1", "a=1,c=1");
    Faces inner = bare("inner", "a=1,b=1,c=1");
    assertThat(select(mixed, mixed, inner)).isEqualTo(select(inner, mixed, inner));
    assertThat(selector(inner, mixed, inner)).isEqualTo("a=1");
  }

  /** A trace can claim any label text; the API server would refuse it. */
  @Test
  void never_uses_labels_that_the_api_server_refuses() {
    Faces hostile =
        Faces.of(
            workload("hostile"),
            Optional.empty(),
            List.of(Labels.of(Map.of("app", "a\nb: {}", "x y", "z", "run", "ok"))));
    assertThat(selector(hostile, hostile)).isEqualTo("run=ok");
  }

  @Test
  void handles_many_labels_without_trying_all_subsets() {
    Map<String, String> many = new TreeMap<>();
    for (int i = 0; i < 300; i++) {
      many.put("key" + i, "same");
    }
    Map<String, String> mine = new TreeMap<>(many);
    mine.put("zz", "mine");
    mine.put("zy", "mine");
    Map<String, String> other = new TreeMap<>(many);
    other.put("zz", "mine");
    Map<String, String> another = new TreeMap<>(many);
    another.put("zy", "mine");
    Faces wanted = Faces.of(workload("a"), Optional.empty(), List.of(Labels.of(mine)));
    Faces b = Faces.of(workload("b"), Optional.empty(), List.of(Labels.of(other)));
    Faces c = Faces.of(workload("c"), Optional.empty(), List.of(Labels.of(another)));
    assertThat(selector(wanted, wanted, b, c)).isEqualTo("zy=mine,zz=mine");
  }

  @Test
  void keeps_own_expressions() {
    LabelSelector own =
        new LabelSelector(
            Labels.NONE, List.of(new Requirement("app", Operator.IN, List.of("web", "www"))));
    Faces web = Faces.of(workload("web"), Optional.of(own), List.of(labels("app=web")));
    assertThat(selector(web, web, bare("db", "app=db"))).isEqualTo("app in (web,www)");
  }

  private static String selector(Faces of, Faces... all) {
    return select(of, all).selector().orElseThrow().toString();
  }

  private static Selection select(Faces of, Faces... all) {
    return new NamespaceSelectors(List.of(all)).of(of.workload()).orElseThrow();
  }

  private static Faces owned(String name, String own, String... faces) {
    return Faces.of(
        workload(name),
        Optional.of(LabelSelector.of(labels(own))),
        Arrays.stream(faces).map(NamespaceSelectorsTest::labels).toList());
  }

  private static Faces bare(String name, String... faces) {
    return Faces.of(
        workload(name),
        Optional.empty(),
        Arrays.stream(faces).map(NamespaceSelectorsTest::labels).toList());
  }

  private static Workload workload(String name) {
    return new Workload("demo", "Pod", name);
  }

  static Labels labels(String text) {
    Map<String, String> entries = new TreeMap<>();
    for (String entry : text.split(",")) {
      if (!entry.isEmpty()) {
        entries.put(
            entry.substring(0, entry.indexOf('=')), entry.substring(entry.indexOf('=') + 1));
      }
    }
    return Labels.of(entries);
  }
}
