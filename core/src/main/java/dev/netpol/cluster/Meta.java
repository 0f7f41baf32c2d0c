// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Labels;
import dev.netpol.model.Position;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** {@code metadata} of any object, as far as it matters. Filled while reading, then left alone. */
final class Meta {
  String namespace = "";
  String name = "";
  String uid = "";
  Labels labels = Labels.NONE;
  long version = Statement.NO_VERSION;

  /** Only what {@link NodeAddresses} knows to read. */
  final Map<String, String> annotations = new TreeMap<>();

  Owner owner = Owner.NONE;
  long created = Long.MIN_VALUE;
  long deletion = Long.MIN_VALUE;
  Position at = Position.of("<unknown>");

  /**
   * Who manages an object.
   *
   * @param kind empty for {@link #NONE}
   */
  record Owner(String kind, String name) {
    static final Owner NONE = new Owner("", "");

    boolean present() {
      return !kind.isEmpty();
    }
  }

  void read(Tokens in, boolean withAnnotations) throws IOException {
    read(in, withAnnotations, field -> {});
  }

  /** As above; {@code unread} learns of fields that do not matter. */
  void read(Tokens in, boolean withAnnotations, Consumer<String> unread) throws IOException {
    in.object(
        field -> {
          switch (field) {
            case "namespace" -> namespace = in.text();
            case "name" -> name = in.unique();
            case "uid" -> uid = in.unique();
            case "resourceVersion" -> {
              version = Statement.version(in.unique());
              // A trace has no use for it.
              in.skip();
            }
            case "labels" -> labels = in.labels();
            case "creationTimestamp" -> created = in.time();
            case "deletionTimestamp" -> deletion = in.time();
            case "ownerReferences" -> in.list(() -> owner(in));
            case "annotations" -> {
              if (withAnnotations) {
                in.object(key -> annotation(key, in));
              } else {
                in.skip();
              }
            }
            default -> {
              unread.accept(field);
              in.skip();
            }
          }
        });
  }

  private void annotation(String key, Tokens in) throws IOException {
    if (NodeAnnotations.matters(key)) {
      annotations.put(key, in.text());
    } else {
      in.skip();
    }
  }

  // The managing controller has controller: true (meta/v1 GetControllerOf). Objects that were
  // trimmed may lack the flag; then a kind that can only be a controller is taken for one.
  private void owner(Tokens in) throws IOException {
    String[] kindName = {"", "", ""};
    in.object(
        field -> {
          switch (field) {
            case "kind" -> kindName[0] = in.text();
            case "name" -> kindName[1] = in.text();
            case "controller" -> kindName[2] = in.text();
            default -> in.skip();
          }
        });
    boolean controls =
        kindName[2].equals("true") || (kindName[2].isEmpty() && Owners.controls(kindName[0]));
    if (controls && !kindName[0].isEmpty()) {
      owner = new Owner(kindName[0], kindName[1]);
    }
  }
}
