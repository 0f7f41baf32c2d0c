// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.netpol.model.Position;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the objects of an input: single ones, the items of Lists within Lists, the objects of watch
 * events, elements of a JSON array. Never holds more than one of them.
 */
final class ObjectStream {
  private final Tokens in;
  private final Facts facts;
  private final Optional<TrimmedObjects> copies;
  private boolean watched;

  /**
   * The objects of an input.
   *
   * @param copies takes a copy of each, if there is one
   */
  ObjectStream(Tokens in, Facts facts, Optional<TrimmedObjects> copies) {
    this.in = in;
    this.facts = facts;
    this.copies = copies;
  }

  /** Reads all documents of the input. */
  void documents(Change change) throws IOException {
    while (in.parser().nextToken() != null) {
      value(change);
    }
  }

  /** Whether a watch event was seen. */
  boolean watched() {
    return watched;
  }

  private void value(Change change) throws IOException {
    JsonToken token = in.parser().currentToken();
    if (token == JsonToken.START_OBJECT) {
      object("", "", change);
    } else if (token == JsonToken.START_ARRAY) {
      in.list(() -> value(change));
    } else if (token != JsonToken.VALUE_NULL && !in.text().isBlank()) {
      in.problems()
          .warn(
              "snapshot-object",
              in.position(),
              "a Kubernetes object was expected: was " + Problems.quote(in.text()),
              "");
    }
  }

  /**
   * Reads one object.
   *
   * @param apiVersion of the List around it, for items that do not repeat it
   * @param kind likewise
   */
  private void object(String apiVersion, String kind, Change change) throws IOException {
    OneObject one = new OneObject(apiVersion, kind);
    one.at = in.position();
    in.object(field -> field(field, one, change));
    finish(one, change);
  }

  private void field(String field, OneObject one, Change change) throws IOException {
    switch (field) {
      case "apiVersion" -> one.apiVersion = in.text();
      case "kind" -> {
        one.kind = in.text();
        one.kindStated = true;
      }
      case "items" -> items(one, change);
      case "type" -> {
        if (one.reader == null && !one.kindStated) {
          one.eventType = in.text();
        } else {
          in.skip();
        }
      }
      case "object" -> event(one, change);
      default -> body(field, one);
    }
  }

  // kubectl sorts keys, so "items" comes before "kind: List"; a server's own PodList has its kind
  // first and leaves it out of the items.
  private void items(OneObject one, Change change) throws IOException {
    one.list = true;
    String kind = one.kind.endsWith("List") ? one.kind.substring(0, one.kind.length() - 4) : "";
    in.list(
        () -> {
          if (in.parser().currentToken() == JsonToken.START_OBJECT) {
            object(one.apiVersion, kind, change);
          } else {
            value(change);
          }
        });
  }

  // {"type":"DELETED","object":{...}}, in either order: what the event does to the object is known
  // when both have been read.
  private void event(OneObject one, Change change) throws IOException {
    if (in.parser().currentToken() != JsonToken.START_OBJECT || one.kindStated) {
      in.skip();
      return;
    }
    OneObject inner = new OneObject("", "");
    inner.at = in.position();
    in.object(field -> field(field, inner, change));
    one.inner = inner;
  }

  private void body(String field, OneObject one) throws IOException {
    if (one.reader == null && one.decided()) {
      decide(one);
    }
    if (one.skipped) {
      in.skip();
    } else if (one.reader != null) {
      read(one, one.reader, field, in);
    } else {
      TokenBuffer kept = new TokenBuffer(in.parser());
      kept.copyCurrentStructure(in.parser());
      one.kept.put(field, kept);
    }
  }

  private static void read(OneObject one, ObjectFields reader, String field, Tokens from)
      throws IOException {
    if (one.copy == null) {
      read(reader, field, from);
    } else {
      NotedParser noting = one.copy.field(field, from);
      read(reader, field, from.noted(noting));
      noting.finish();
    }
  }

  private static void read(ObjectFields reader, String field, Tokens from) throws IOException {
    if (field.equals("metadata")) {
      reader.meta.read(from, reader.annotated());
    } else {
      reader.field(field, from);
    }
  }

  private void decide(OneObject one) throws IOException {
    Optional<Kind> kind = Kind.of(one.apiVersion, one.kind);
    one.read = kind.orElse(null);
    one.reader = kind.map(Kind::reader).orElse(null);
    one.skipped = kind.isEmpty();
    if (kind.isPresent() && copies.isPresent()) {
      one.copy = copies.get().begin(one.apiVersion, one.kind);
    }
  }

  private void finish(OneObject one, Change change) throws IOException {
    if (one.inner != null) {
      watched = true;
      if (!one.eventType.equals("BOOKMARK") && !one.eventType.equals("ERROR")) {
        boolean deleted = one.eventType.equals("DELETED");
        finish(one.inner, new Change(change.origin(), change.time(), change.deleted() || deleted));
      }
      return;
    }
    if (one.list) {
      facts.countObject();
      return;
    }
    if (one.kind.isEmpty()) {
      in.problems()
          .warn(
              "snapshot-object",
              one.at,
              "an object has no kind and is left out",
              "save objects with kubectl get ... -o json");
      return;
    }
    facts.countObject();
    if (one.reader == null && !one.skipped) {
      decide(one);
    }
    if (one.reader == null) {
      return;
    }
    for (Map.Entry<String, TokenBuffer> entry : one.kept.entrySet()) {
      read(one, one.reader, entry.getKey(), in.replay(entry.getValue().asParser(), one.at));
    }
    commit(one.reader, one, change);
  }

  private void commit(ObjectFields reader, OneObject one, Change change) throws IOException {
    Meta meta = reader.meta;
    meta.at = one.at;
    if (meta.name.isEmpty()) {
      in.problems()
          .warn(
              "snapshot-object",
              one.at,
              "an object of kind " + Problems.quote(one.kind) + " has no name and is left out",
              "");
      return;
    }
    if (meta.namespace.isEmpty()) {
      meta.namespace = "default";
    }
    Kind kind = Objects.requireNonNull(one.read, "read");
    if (one.copy != null) {
      copies.orElseThrow().end(one.copy, kind, meta, change.deleted());
    }
    if (change.removes(kind)) {
      facts.remove(kind, meta.namespace, meta.name, change.origin());
    } else {
      reader.commit(facts, change);
    }
  }

  /** An object while it is read. */
  private static final class OneObject {
    String apiVersion;
    String kind;
    boolean kindStated;
    String eventType = "";
    boolean list;
    boolean skipped;

    /** What it was taken for: a key can come twice, and say something else. */
    @Nullable Kind read;

    @Nullable ObjectFields reader;
    TrimmedObjects.@Nullable Draft copy;
    @Nullable OneObject inner;
    Position at = Position.of("<unknown>");

    /** Fields that came before the kind. */
    final Map<String, TokenBuffer> kept = new LinkedHashMap<>();

    OneObject(String apiVersion, String kind) {
      this.apiVersion = apiVersion;
      this.kind = kind;
    }

    boolean decided() {
      return !apiVersion.isEmpty() && !kind.isEmpty();
    }
  }
}
