// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.capture.Filters.Answer;
import dev.netpol.model.Cidr;
import dev.netpol.model.IpAddress;
import dev.netpol.model.LabelSelector;
import dev.netpol.model.Labels;
import dev.netpol.model.PortRange;
import dev.netpol.model.Protocol;
import dev.netpol.trace.ConnectionEvent;
import dev.netpol.trace.Identity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FiltersTest {
  private static final Pod WEB = pod("demo", "web", Labels.of("app", "web"));
  private static final Pod NAMELESS =
      new Pod(Identity.pod("", "", "some-uid"), "", Optional.empty(), List.of());

  @Test
  void processes_outside_pods_count_on_request_only() {
    assertThat(Recording.EVERYTHING.wants(Pod.outside(""))).isEqualTo(Answer.YES);
    assertThat(filters(Set.of(), Set.of(), "").wants(Pod.outside(""))).isEqualTo(Answer.NO);
    assertThat(filters(Set.of(), Set.of(), "").wants(Pod.GONE)).isEqualTo(Answer.UNKNOWN);
  }

  @Test
  void pods_are_chosen_by_namespace_name_and_labels() {
    assertThat(filters(Set.of("demo"), Set.of(), "").wants(WEB)).isEqualTo(Answer.YES);
    assertThat(filters(Set.of("other"), Set.of(), "").wants(WEB)).isEqualTo(Answer.NO);
    assertThat(filters(Set.of("demo"), Set.of("db"), "").wants(WEB)).isEqualTo(Answer.NO);
    assertThat(filters(Set.of(), Set.of("web"), "web").wants(WEB)).isEqualTo(Answer.YES);
    assertThat(filters(Set.of(), Set.of(), "db").wants(WEB)).isEqualTo(Answer.NO);
  }

  @Test
  void a_pod_whose_name_or_labels_are_not_known_is_not_left_out() {
    assertThat(filters(Set.of("demo"), Set.of(), "").wants(NAMELESS)).isEqualTo(Answer.UNKNOWN);
    assertThat(filters(Set.of(), Set.of("web"), "").wants(NAMELESS)).isEqualTo(Answer.UNKNOWN);
    assertThat(filters(Set.of(), Set.of(), "web").wants(NAMELESS)).isEqualTo(Answer.UNKNOWN);
    assertThat(filters(Set.of(), Set.of(), "").wants(NAMELESS)).isEqualTo(Answer.YES);
  }

  @Test
  void connections_are_chosen_by_the_responders_port_and_the_other_ends_address() {
    Filters https = connections("", "", 443, 443);
    assertThat(https.passes(connect("10.0.0.2", 443))).isTrue();
    assertThat(https.passes(connect("10.0.0.2", 80))).isFalse();

    Filters outside = connections("", "10.0.0.0/8", 1, 65535);
    assertThat(outside.passes(connect("10.0.0.2", 80))).isFalse();
    assertThat(outside.passes(connect("192.0.2.7", 80))).isTrue();
    assertThat(outside.passes(accept("10.0.0.3"))).isFalse();
    assertThat(outside.passes(accept("192.0.2.7"))).isTrue();

    Filters inside = connections("10.0.0.0/8", "10.1.0.0/16", 1, 65535);
    assertThat(inside.passes(connect("10.0.0.2", 80))).isTrue();
    assertThat(inside.passes(connect("10.1.0.2", 80))).isFalse();
    assertThat(inside.passes(connect("192.0.2.7", 80))).isFalse();
  }

  @Test
  void programs_are_named_by_path_or_file_or_as_much_as_the_kernel_keeps_of_the_name() {
    Filters curl = programs("curl");
    assertThat(curl.hasProgram("curl", "")).isTrue();
    assertThat(curl.hasProgram("http-worker", "/usr/bin/curl")).isTrue();
    assertThat(curl.hasProgram("curlish", "/usr/bin/curlish")).isFalse();
    assertThat(curl.hasProgram("", "")).isFalse();
    assertThat(programs("/usr/bin/curl").hasProgram("x", "/usr/bin/curl")).isTrue();
    assertThat(programs("a-program-with-a-long-name").hasProgram("a-program-with-", "")).isTrue();
    assertThat(programs("a-program").hasProgram("a-prog", "")).isFalse();
  }

  @Test
  void the_header_names_the_filters_that_are_set() {
    Filters filters = connections("10.0.0.0/8", "10.1.0.0/16", 443, 444);
    assertThat(filters.described().get("cidrs")).containsExactly("10.0.0.0/8");
    assertThat(filters.described().get("excludeCidrs")).containsExactly("10.1.0.0/16");
    assertThat(filters.described().get("ports")).containsExactly("443-444");
    assertThat(filters.described().get("namespaces")).isEmpty();
    assertThat(filters(Set.of("b", "a"), Set.of(), "web").described())
        .containsEntry("namespaces", List.of("a", "b"))
        .containsEntry("selector", List.of("app=web"));
  }

  private static ConnectionEvent connect(String to, int port) {
    return ConnectionEvent.connect()
        .from(IpAddress.parse("10.0.0.1"), 40000)
        .to(IpAddress.parse(to), port)
        .build();
  }

  private static ConnectionEvent accept(String from) {
    return ConnectionEvent.accept()
        .from(IpAddress.parse(from), 40000)
        .to(IpAddress.parse("10.0.0.1"), 80)
        .build();
  }

  private static Pod pod(String namespace, String name, Labels labels) {
    return new Pod(Identity.pod(namespace, name, "u"), "", Optional.of(labels), List.of());
  }

  private static Filters filters(Set<String> namespaces, Set<String> pods, String app) {
    return new Filters(
        namespaces,
        pods,
        app.isEmpty() ? Optional.empty() : Optional.of(LabelSelector.of(Labels.of("app", app))),
        List.of(),
        List.of(),
        List.of(),
        Set.of(),
        Set.of(Protocol.TCP),
        false);
  }

  private static Filters connections(String in, String out, int first, int last) {
    return new Filters(
        Set.of(),
        Set.of(),
        Optional.empty(),
        in.isEmpty() ? List.of() : List.of(Cidr.parse(in)),
        out.isEmpty() ? List.of() : List.of(Cidr.parse(out)),
        List.of(new PortRange(first, last)),
        Set.of(),
        Set.of(Protocol.TCP),
        false);
  }

  private static Filters programs(String name) {
    return new Filters(
        Set.of(),
        Set.of(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        Set.of(name),
        Set.of(Protocol.TCP),
        false);
  }
}
