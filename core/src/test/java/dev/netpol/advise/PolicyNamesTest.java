// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.advise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.model.Workload;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Names of what only a trace names: any text. */
class PolicyNamesTest {
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

  private static List<String> names(Workload... workloads) {
    PolicyNames names = new PolicyNames(ClusterSnapshot.empty(), List.of(workloads));
    List<String> all = List.of(workloads).stream().map(one -> names.of(List.of(one))).toList();
    assertThat(all)
        .doesNotHaveDuplicates()
        .allMatch(name -> name.length() <= 253 && SUBDOMAIN.matcher(name).matches());
    return all;
  }

  private static Workload of(String kind, String name) {
    return new Workload("shop", kind, name);
  }

  @Test
  void workloads_of_one_name_are_told_apart_by_their_kinds() {
    assertThat(names(of("Deployment", "web"), of("StatefulSet", "web"), of("Pod", "my.db-0")))
        .containsExactly("web-deployment-network", "web-statefulset-network", "my.db-0-network");
  }

  @Test
  void a_long_name_is_cut_where_the_whole_name_fits() {
    String longest = "a".repeat(252) + "b";

    assertThat(names(of("Pod", longest))).containsExactly("a".repeat(245) + "-network");
    assertThat(names(of("Pod", longest), of("Job", longest)))
        .containsExactly("a".repeat(241) + "-pod-network", "a".repeat(241) + "-job-network");
  }

  @Test
  void a_name_of_a_million_dashes_leaves_nothing() {
    String dashes = "-".repeat(1_000_000);

    assertThat(names(of("Pod", dashes), of("Pod", "web" + dashes + "x")))
        .containsExactly("workload-network", "web-network");
  }

  @Test
  void a_long_kind_is_cut() {
    assertThat(
            names(of("Pod", "web"), of("K".repeat(300), "web"), of("-".repeat(1_000_000), "web")))
        .startsWith("web-pod-network", "web-" + "k".repeat(63) + "-network");
  }

  @Test
  void a_kind_is_made_fit_for_a_name() {
    assertThat(names(of("X/../..", "web"), of("Pod", "web"), of("A/b", "web")))
        .containsExactly("web-x-network", "web-pod-network", "web-a-b-network");
  }

  @Test
  void a_kind_of_which_nothing_is_left_is_not_in_the_name() {
    assertThat(names(of("", "web"), of("//", "web"), of("Pod", "web"))).contains("web-network");
  }

  @Test
  void a_namespace_with_a_slash_is_no_part_of_the_name() {
    assertThat(names(new Workload("a/b", "Pod", "web"))).containsExactly("web-network");
  }
}
