// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.netpol.SharedData;
import dev.netpol.cluster.ClusterSnapshot;
import dev.netpol.cluster.SnapshotReader;
import dev.netpol.model.AddressRange;
import dev.netpol.model.Cidr;
import dev.netpol.model.IpAddress;
import dev.netpol.model.PortSet;
import dev.netpol.policy.Modes;
import dev.netpol.policy.NetworkPolicy;
import dev.netpol.policy.PolicyYaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What np-guard's netpol-analyzer expects of its own tests, compared as sets of who, to whom and on
 * which ports. Its view of what the specification leaves open is taken over: an ipBlock is about
 * what is outside, pods with hostNetwork and finished pods are pods like any other. It has no lines
 * from a workload to itself, and none about IPv6. Lines about an Ingress controller are left out.
 *
 * <p>Cases about what is not a NetworkPolicy are listed, and counted: a case that changes sides
 * fails the test.
 */
class NpGuardConformanceTest {

  private static final Modes MODES =
      Modes.DEFAULT
          .with("ipBlock", "external-only")
          .with("hostNetwork", "pod")
          .with("finishedPods", "kept");

  private final Path root = SharedData.path("conformance/np-guard_netpol-analyzer");
  private final List<String> wrong = new ArrayList<>();
  private final Map<String, Integer> equal = new TreeMap<>();
  private final Set<String> unsupported = new TreeSet<>();

  @Test
  void every_case_about_network_policies_comes_out_equal() throws IOException {
    for (JsonNode one : new ObjectMapper().readTree(root.resolve("manifest.json").toFile())) {
      if (one.path("format").asText().equals("txt")) {
        String kind = one.path("kind").asText();
        if (isSupported(one)) {
          judge(one, kind);
        } else {
          unsupported.add(kind + " " + one.path("id").asText());
        }
      }
    }
    System.out.println("np-guard: equal " + equal + ", not supported " + unsupported.size());
    unsupported.forEach(it -> System.out.println("np-guard: not supported: " + it));
    assertThat(wrong).isEmpty();
    assertThat(equal).isEqualTo(Map.of("list", 31, "explain", 12, "diff", 6));
    assertThat(count("list")).isEqualTo(15);
    assertThat(count("explain")).isEqualTo(13);
    assertThat(count("diff")).isEqualTo(2);
  }

  private long count(String kind) {
    return unsupported.stream().filter(it -> it.startsWith(kind)).count();
  }

  /** Admin policies decide over NetworkPolicies: what is left without them is another question. */
  private static boolean isSupported(JsonNode one) {
    for (JsonNode feature : one.path("features")) {
      if (feature.asText().startsWith("AdminNetworkPolicy")) {
        return false;
      }
    }
    return true;
  }

  private void judge(JsonNode one, String kind) throws IOException {
    List<String> lines = Files.readAllLines(root.resolve(one.path("expected").asText()));
    Set<String> expected;
    Set<String> found;
    if (kind.equals("diff")) {
      expected = NpGuardText.diff(lines);
      found = diff(read(one.path("dir1").asText()), read(one.path("dir2").asText()));
    } else {
      expected = kind.equals("list") ? NpGuardText.list(lines) : NpGuardText.explain(lines);
      found = list(read(one.path("dir").asText()), focus(one));
    }
    if (expected.equals(found)) {
      equal.merge(kind, 1, Integer::sum);
      return;
    }
    Set<String> missing = new TreeSet<>(expected);
    missing.removeAll(found);
    found.removeAll(expected);
    wrong.add(
        kind + " " + one.path("id").asText() + "\n  missing " + missing + "\n  extra " + found);
  }

  private static List<String> focus(JsonNode one) {
    List<String> names = new ArrayList<>();
    one.path("focus_workloads").forEach(it -> names.add(it.asText()));
    return names;
  }

  /** A folder of manifests. */
  private record Case(ClusterSnapshot snapshot, List<NetworkPolicy> policies) {}

  private Case read(String folder) throws IOException {
    List<Path> files;
    try (Stream<Path> walk = Files.walk(root.resolve(folder))) {
      files = walk.filter(it -> it.toString().matches(".*\\.ya?ml")).sorted().toList();
    }
    return new Case(SnapshotReader.read(files), PolicyYaml.read(files).policies());
  }

  /** A line of a map: for pods without a range. */
  private record Region(Optional<AddressRange> range, PortSet ports) {}

  /** By {@code from => to}, where {@code *} stands for addresses. */
  private static SortedMap<String, List<Region>> regions(Case one) {
    SortedMap<String, List<Region>> regions = new TreeMap<>();
    ConnectivityMap.of(one.policies(), one.snapshot(), MODES)
        .edges()
        .filter(edge -> !edge.from().equals(edge.to()))
        .forEach(
            edge -> {
              assertThat(edge.reach().some()).isEqualTo(PortSet.NONE);
              regions
                  .computeIfAbsent(
                      name(edge.from()) + " => " + name(edge.to()), key -> new ArrayList<>())
                  .addAll(regions(edge));
            });
    return regions;
  }

  private static String name(Vertex vertex) {
    return vertex instanceof Vertex.Outside ? "*" : NpGuardText.workload(vertex.toString());
  }

  private static List<Region> regions(Edge edge) {
    Vertex outside = edge.from() instanceof Vertex.Outside ? edge.from() : edge.to();
    PortSet ports = edge.reach().every();
    return outside instanceof Vertex.Outside it
        ? it.addresses().ranges().stream()
            .filter(AddressRange::isV4)
            .map(range -> new Region(Optional.of(range), ports))
            .toList()
        : List.of(new Region(Optional.empty(), ports));
  }

  private static Set<String> list(Case one, List<String> focus) {
    NpGuardText.Lines lines = new NpGuardText.Lines();
    regions(one)
        .forEach(
            (ends, regions) -> {
              if (focus.isEmpty() || focus.stream().anyMatch(it -> isEnd(it, ends))) {
                regions.forEach(
                    it -> lines.add(ends + " : " + it.ports(), it.range().stream().toList()));
              }
            });
    return lines.set();
  }

  private static boolean isEnd(String name, String ends) {
    return Stream.of(ends.split(" => "))
        .anyMatch(it -> it.startsWith(name + "[") || it.contains("/" + name + "["));
  }

  private static Set<String> diff(Case one, Case other) {
    NpGuardText.Lines lines = new NpGuardText.Lines();
    SortedMap<String, List<Region>> before = regions(one);
    SortedMap<String, List<Region>> after = regions(other);
    Set<String> all = new TreeSet<>(before.keySet());
    all.addAll(after.keySet());
    for (String ends : all) {
      List<Region> old = before.getOrDefault(ends, List.of());
      List<Region> young = after.getOrDefault(ends, List.of());
      for (Optional<AddressRange> range : cut(ends, old, young)) {
        PortSet was = ports(old, range);
        PortSet is = ports(young, range);
        if (!was.equals(is)) {
          lines.add(ends + " : " + was + " -> " + is, range.stream().toList());
        }
      }
    }
    return lines.set();
  }

  /** Ranges that both sides cut alike. */
  private static List<Optional<AddressRange>> cut(
      String ends, List<Region> old, List<Region> young) {
    if (!ends.contains("*")) {
      return List.of(Optional.empty());
    }
    TreeSet<IpAddress> starts = new TreeSet<>(List.of(Cidr.ALL_V4.network()));
    Stream.concat(old.stream(), young.stream())
        .flatMap(region -> region.range().stream())
        .forEach(
            range -> {
              starts.add(range.first());
              range.last().next().ifPresent(starts::add);
            });
    return starts.stream()
        .map(start -> Optional.of(new AddressRange(start, end(starts, start))))
        .toList();
  }

  private static IpAddress end(TreeSet<IpAddress> starts, IpAddress start) {
    IpAddress next = starts.higher(start);
    return next == null ? Cidr.ALL_V4.last() : next.previous().orElseThrow();
  }

  private static PortSet ports(List<Region> regions, Optional<AddressRange> range) {
    return regions.stream()
        .filter(
            it ->
                range.isEmpty()
                    || it.range().filter(its -> its.contains(range.get().first())).isPresent())
        .map(Region::ports)
        .reduce(PortSet.NONE, PortSet::union);
  }
}
