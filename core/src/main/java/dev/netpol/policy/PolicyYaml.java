// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** NetworkPolicies as YAML or JSON text. */
public final class PolicyYaml {

  private PolicyYaml() {}

  /** Reads a file. */
  public static ReadPolicies read(Path file) throws IOException {
    return Unbuilt.yet(new ReadPolicies(List.of(), List.of()));
  }

  /** Reads a stream to its end; {@code name} stands in positions. */
  public static ReadPolicies read(InputStream in, String name) throws IOException {
    return Unbuilt.yet(new ReadPolicies(List.of(), List.of()));
  }

  /** Reads a text; {@code name} stands in positions. */
  public static ReadPolicies parse(String text, String name) {
    return Unbuilt.yet(new ReadPolicies(List.of(), List.of()));
  }

  /** Lines of comment to write over a document and over its rules. Any text: it is escaped. */
  public interface Comments {
    default List<String> document(NetworkPolicy policy) {
      return List.of();
    }

    default List<String> rule(NetworkPolicy policy, Direction direction, int index) {
      return List.of();
    }
  }

  /** YAML documents, joined by {@code ---}. */
  public static String write(Collection<NetworkPolicy> policies) {
    return write(policies, new Comments() {});
  }

  public static String write(Collection<NetworkPolicy> policies, Comments comments) {
    return Unbuilt.yet("");
  }

  /** A {@code v1.List} as JSON. */
  public static String writeJson(Collection<NetworkPolicy> policies) {
    return Unbuilt.yet("");
  }
}
