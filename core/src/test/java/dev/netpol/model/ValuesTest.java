// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The small values. */
class ValuesTest {

  @Test
  void a_port_range_is_within_1_and_65535() {
    assertThat(new PortRange(80, 90)).hasToString("80-90");
    assertThat(PortRange.of(80)).hasToString("80");
    assertThat(new PortRange(80, 90).contains(80)).isTrue();
    assertThat(new PortRange(80, 90).contains(90)).isTrue();
    assertThat(new PortRange(80, 90).contains(91)).isFalse();
    assertThat(new PortRange(80, 90).contains(79)).isFalse();
    for (int[] wrong : new int[][] {{0, 1}, {2, 1}, {1, 65536}, {-1, 1}}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new PortRange(wrong[0], wrong[1]));
    }
  }

  @Test
  void a_position_prints_as_editors_read_it() {
    assertThat(Position.of("f")).hasToString("f");
    assertThat(Position.of("f", 3)).hasToString("f:3");
    assertThat(new Position("f", 3, 4)).hasToString("f:3:4");
    assertThat(new Position("f", 3, 4)).isGreaterThan(Position.of("f", 3));
  }

  @Test
  void diagnostics_sort_by_position_then_worst_first() {
    Diagnostic later = Diagnostic.error("a", Position.of("f", 10), "m", "");
    Diagnostic warning = Diagnostic.warning("b", Position.of("f", 2), "m", "");
    Diagnostic error = Diagnostic.error("c", Position.of("f", 2), "m", "");
    assertThat(Stream.of(later, warning, error).sorted()).containsExactly(error, warning, later);
  }

  @Test
  void workloads_sort_by_their_whole_names() {
    List<String> parts = List.of("a", "a-", "a-b", "a/", "a/b", "a0", "b", "");
    List<Workload> all =
        parts.stream()
            .flatMap(namespace -> parts.stream().map(name -> new Workload(namespace, "K", name)))
            .flatMap(it -> Stream.of(it, new Workload(it.namespace(), "J", it.name())))
            .toList();
    for (Workload one : all) {
      for (Workload other : all) {
        assertThat(Integer.signum(one.compareTo(other)))
            .as("%s and %s", one, other)
            .isEqualTo(Integer.signum(one.sortKey().compareTo(other.sortKey())));
      }
    }
  }

  @Test
  void workloads_of_one_text_are_still_two() {
    Workload ab = new Workload("a/b", "Pod", "c");
    Workload a = new Workload("a", "Pod", "b/c");
    Workload kind = new Workload("a", "c/Pod", "b");
    assertThat(List.of(ab.sortKey(), kind.sortKey())).containsOnly(a.sortKey());
    assertThat(new TreeSet<>(List.of(ab, a, kind))).containsExactly(kind, a, ab);
    assertThat(new TreeSet<>(List.of(kind, a, ab))).containsExactly(kind, a, ab);
  }

  @Test
  void endpoints_sort_by_kind_then_name() {
    Endpoint web = new Workload("a", "Deployment", "web");
    Endpoint db = new Workload("a", "Deployment", "db");
    Endpoint node = new Node("n", IpAddress.parse("10.0.0.1"));
    Endpoint near = new External(IpAddress.parse("9.0.0.1"));
    Endpoint far = new External(IpAddress.parse("10.0.0.1"));
    Endpoint unresolved = new Unresolved("10.0.0.1", "nobody");
    assertThat(Stream.of(unresolved, far, near, node, web, db).sorted())
        .containsExactly(db, web, node, near, far, unresolved);
    assertThat(List.of(db, node, near, unresolved))
        .extracting(Object::toString)
        .containsExactly("a/db[Deployment]", "node n 10.0.0.1", "9.0.0.1", "10.0.0.1 (nobody)");
  }

  @Test
  void protocols_are_read_in_any_case() {
    assertThat(Protocol.tryParse("tcp")).contains(Protocol.TCP);
    assertThat(Protocol.tryParse("Sctp")).contains(Protocol.SCTP);
    assertThat(Protocol.tryParse("ICMP")).isEmpty();
  }
}
