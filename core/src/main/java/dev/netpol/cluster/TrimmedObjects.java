// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Objects of an input as JSON, each with what is read of it. */
final class TrimmedObjects {
  private static final JsonFactory JSON = new JsonFactory();

  /** Which object it is; of a watched one the last state counts. */
  private record Key(Kind kind, String namespace, String name, String uid) {}

  private final SortedMap<Key, String> json =
      new TreeMap<>(
          Comparator.comparing(Key::kind)
              .thenComparing(Key::namespace)
              .thenComparing(Key::name)
              .thenComparing(Key::uid));

  /** One that is being read. */
  static final class Draft {
    private final StringWriter text = new StringWriter();
    private final JsonGenerator out;

    private Draft(String apiVersion, String kind) throws IOException {
      out = JSON.createGenerator(text);
      out.writeStartObject();
      if (!apiVersion.isEmpty()) {
        out.writeStringField("apiVersion", apiVersion);
      }
      out.writeStringField("kind", kind);
    }

    /** Takes down what is read of a field. */
    NotedParser field(String name, Tokens from) {
      return new NotedParser(from.parser(), name, out);
    }

    private String finish() throws IOException {
      out.writeEndObject();
      out.close();
      return text.toString();
    }
  }

  Draft begin(String apiVersion, String kind) throws IOException {
    return new Draft(apiVersion, kind);
  }

  /** Keeps it, or forgets what was kept of one that is gone. */
  void end(Draft draft, Kind kind, Meta meta, boolean deleted) throws IOException {
    // Only of pods do several of one name count.
    String uid = kind == Kind.POD ? meta.uid : "";
    Key key = new Key(kind, meta.namespace, meta.name, uid);
    if (deleted) {
      json.remove(key);
    } else {
      json.put(key, draft.finish());
    }
  }

  /** By kind, namespace and name. */
  List<String> list() {
    return List.copyOf(json.values());
  }
}
