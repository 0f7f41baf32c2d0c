// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.netpol.model.Position;
import dev.netpol.policy.PolicyYaml;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object while it is read. What it says before it says what it is is kept, and read when that is
 * known.
 */
final class OneObject {
  String apiVersion;
  String kind;
  boolean kindStated;

  /** It is a List. */
  boolean list;

  /** It is a watch event: what happened, and to what. */
  String eventType = "";

  @Nullable OneObject inner;

  final Position at;

  private final Optional<TrimmedObjects> copies;

  /** Nothing is read of objects of its kind. */
  private boolean skipped;

  /** What it was taken for: a key can come twice, and say something else. */
  private @Nullable Kind read;

  private @Nullable ObjectFields reader;
  private TrimmedObjects.@Nullable Draft copy;

  private record Kept(String field, TokenBuffer value) {}

  /** Fields that came before the kind. */
  private final List<Kept> kept = new ArrayList<>();

  /**
   * Nothing is read of it yet.
   *
   * @param apiVersion what it is if it does not say so
   * @param kind likewise
   * @param copies takes a copy, if there is one
   */
  OneObject(String apiVersion, String kind, Position at, Optional<TrimmedObjects> copies) {
    this.apiVersion = apiVersion;
    this.kind = kind;
    this.at = at;
    this.copies = copies;
  }

  /** Whether a field has been read as one of its kind. */
  boolean begun() {
    return reader != null;
  }

  /** Takes a field that only its kind can tell the meaning of. */
  void field(String field, Tokens in) throws IOException {
    if (reader == null && !apiVersion.isEmpty() && !kind.isEmpty()) {
      decide();
    }
    if (skipped) {
      in.skip();
    } else if (reader != null) {
      read(reader, field, in);
    } else {
      TokenBuffer buffer = new TokenBuffer(in.parser());
      buffer.copyCurrentStructure(in.parser());
      kept.add(new Kept(field, buffer));
    }
  }

  private void decide() throws IOException {
    Optional<Kind> known = Kind.of(apiVersion, kind);
    read = known.orElse(null);
    reader = known.map(Kind::reader).orElse(null);
    skipped = known.isEmpty();
    if (reader != null) {
      reader.apiVersion = apiVersion;
    }
    if (known.isPresent() && copies.isPresent()) {
      copy = copies.get().begin(apiVersion, kind);
    }
  }

  private void read(ObjectFields as, String field, Tokens from) throws IOException {
    if (copy == null) {
      readPlain(as, field, from);
    } else {
      NotedParser noting = copy.field(field, from);
      readPlain(as, field, from.noted(noting));
      noting.finish();
    }
  }

  private static void readPlain(ObjectFields as, String field, Tokens from) throws IOException {
    if (field.equals("metadata")) {
      as.metadata(from);
    } else {
      as.field(field, from);
    }
  }

  /** Adds it to the facts, or takes it out of them: all of it has been read. */
  void commit(Tokens in, Facts facts, Change change) throws IOException {
    if (reader == null && !skipped) {
      decide();
    }
    if (reader == null) {
      if (PolicyYaml.isRelated(kind) && !change.deleted()) {
        facts.problems().otherPolicy(kind, at);
      } else if (apiVersion.startsWith("networking.k8s.io/")) {
        facts.problems().nearlyPolicy(kind, at);
      }
      return;
    }
    for (Kept one : kept) {
      read(reader, one.field(), in.replay(one.value().asParser(), at));
    }
    Meta meta = reader.meta;
    meta.at = at;
    if (meta.name.isEmpty() && read != Kind.NETWORK_POLICY) {
      in.problems()
          .warn(
              "snapshot-object",
              at,
              "an object of kind " + Problems.quote(kind) + " has no name and is left out",
              "");
      return;
    }
    if (meta.namespace.isEmpty()) {
      meta.namespace = "default";
    }
    Kind known = Objects.requireNonNull(read, "read");
    if (copy != null) {
      copies.orElseThrow().end(copy, known, meta, change.deleted());
    }
    if (change.removes(known)) {
      facts.remove(known, meta.namespace, meta.name, change.origin());
    } else {
      reader.commit(facts, change);
    }
  }
}
