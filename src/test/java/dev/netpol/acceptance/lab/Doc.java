// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A part of a YAML or JSON document; the part that is absent where there is none.
 *
 * @param value null, a scalar, a list or a map
 */
public record Doc(Object value) {
  private static final Doc ABSENT = new Doc(null);

  public static List<Doc> all(String text) {
    List<Doc> documents = new ArrayList<>();
    Load yaml = new Load(LoadSettings.builder().setMaxAliasesForCollections(0).build());
    yaml.loadAllFromString(text).forEach(it -> documents.add(new Doc(it)));
    return documents;
  }

  public static List<Doc> all(Path file) throws IOException {
    return all(Files.readString(file));
  }

  public Doc at(String... path) {
    Object here = value;
    for (String key : path) {
      here = here instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return here == null ? ABSENT : new Doc(here);
  }

  public boolean exists() {
    return value != null;
  }

  public boolean is(String key, String wanted) {
    return at(key).text().equals(wanted);
  }

  /** The scalar as text; empty where there is none. */
  public String text() {
    return value == null ? "" : value.toString();
  }

  public List<Doc> items() {
    return value instanceof List<?> list ? list.stream().map(Doc::new).toList() : List.of();
  }

  public List<String> texts() {
    return items().stream().map(Doc::text).toList();
  }

  /** A map of scalars. */
  public Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, text) -> labels.put(key.toString(), new Doc(text).text()));
    }
    return labels;
  }
}
