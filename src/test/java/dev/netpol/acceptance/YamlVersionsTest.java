// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Policies are read by programs of both YAML versions, which disagree about plain words. */
class YamlVersionsTest {

  /** Each is a number, a boolean, a time, a date or nothing in one version or the other. */
  private static final List<String> AMBIGUOUS =
      List.of("on", "012", "1e3", "null", "2026-03-05", "0x1f");

  @TempDir Path temporary;

  @ParameterizedTest
  @MethodSource("dev.netpol.acceptance.Sample#all")
  void both_versions_read_the_same_policies(Sample sample) {
    String policies = sample.policies(sample.trace());
    assertThat(version11(policies)).isNotEmpty().isEqualTo(version12(policies));
  }

  @Test
  void labels_stay_strings() throws IOException {
    Sample lab = Sample.THREE_TIER;
    String cluster = Sample.text(lab.folder().resolve("cluster.yaml"));
    List<String> apps =
        List.of(
            "webserver-dev",
            "dbserver-dev",
            "client1-dev",
            "client2-dev",
            "client-qa",
            "client-jtac");
    for (int i = 0; i < apps.size(); i++) {
      cluster =
          cluster.replace("{app: " + apps.get(i) + "}", "{app: \"" + AMBIGUOUS.get(i) + "\"}");
    }
    Path changed = Files.writeString(temporary.resolve("cluster.yaml"), cluster);
    String policies =
        Sample.policies(
            Program.advisor("report", "--input", lab.trace().toString())
                .and("--snapshot", changed.toString(), "--dns", "off"));

    for (Object document : version11(policies)) {
      assertThat(labels(document))
          .allSatisfy(label -> assertThat(label).isInstanceOf(String.class));
    }
    assertThat(version11(policies)).isEqualTo(version12(policies));
    assertThat(policies.lines().map(String::strip))
        .contains("app: \"on\"", "app: \"012\"", "app: \"1e3\"", "app: \"0x1f\"");
  }

  private static List<Object> labels(Object node) {
    List<Object> found = new ArrayList<>();
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (key.equals("matchLabels")) {
              found.addAll(((Map<?, ?>) value).keySet());
              found.addAll(((Map<?, ?>) value).values());
            } else {
              found.addAll(labels(value));
            }
          });
    } else if (node instanceof List<?> list) {
      list.forEach(it -> found.addAll(labels(it)));
    }
    return found;
  }

  private static List<Object> version11(String text) {
    List<Object> documents = new ArrayList<>();
    new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(text).forEach(documents::add);
    return documents;
  }

  private static List<Object> version12(String text) {
    List<Object> documents = new ArrayList<>();
    new Load(LoadSettings.builder().build()).loadAllFromString(text).forEach(documents::add);
    return documents;
  }
}
