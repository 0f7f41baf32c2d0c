// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ReportJsonTest {

  @Test
  void every_field_is_documented() throws IOException {
    String text = Files.readString(Path.of("../docs/report-json.md"));

    SortedSet<String> missing = new TreeSet<>();
    fields(Report.class)
        .forEach(
            (name, of) -> {
              if (!text.contains("`" + name + "`")) {
                missing.add(of + "." + name);
              }
            });

    assertThat(missing).isEmpty();
  }

  @Test
  void every_field_that_is_documented_exists() throws IOException {
    Map<String, String> fields = fields(Report.class);

    SortedSet<String> unknown = new TreeSet<>();
    for (String line : Files.readAllLines(Path.of("../docs/report-json.md"))) {
      if (line.startsWith("| ") && !line.startsWith("| Field")) {
        String names = line.split("\\|", -1)[1].replaceAll("\\[|]\\(#\\w+\\)", "");
        for (String name : names.strip().split(", ", -1)) {
          if (!fields.containsKey(name.replace("`", ""))) {
            unknown.add(name);
          }
        }
      }
    }

    assertThat(unknown).isEmpty();
  }

  private static Map<String, String> fields(Class<?> record) {
    Map<String, String> fields = new TreeMap<>();
    for (RecordComponent component : record.getRecordComponents()) {
      fields.put(component.getName(), record.getSimpleName());
      Type type = component.getGenericType();
      if (type instanceof ParameterizedType list) {
        type = list.getActualTypeArguments()[0];
      }
      if (type instanceof Class<?> inner && inner.isRecord()) {
        fields.putAll(fields(inner));
      }
    }
    return fields;
  }
}
