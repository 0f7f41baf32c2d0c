// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;

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
    OneObject one = new OneObject(apiVersion, kind, in.position(), copies);
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
        if (!one.begun() && !one.kindStated) {
          one.eventType = in.text();
        } else {
          in.skip();
        }
      }
      case "object" -> event(one, change);
      default -> one.field(field, in);
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
    OneObject inner = new OneObject("", "", in.position(), copies);
    in.object(field -> field(field, inner, change));
    one.inner = inner;
  }

  private void finish(OneObject one, Change change) throws IOException {
    if (one.inner != null) {
      watched = true;
      if (!one.eventType.equals("BOOKMARK") && !one.eventType.equals("ERROR")) {
        boolean deleted = one.eventType.equals("DELETED");
        finish(
            one.inner,
            new Change(change.origin(), change.time(), change.deleted() || deleted, true));
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
    one.commit(in, facts, change);
  }
}
