// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import java.io.IOException;

/** Reads one kind of object, field by field as they come. One instance an object. */
abstract class ObjectFields {
  final Meta meta = new Meta();

  /** What the object says; empty if it does not. */
  String apiVersion = "";

  /** Reads the value of a top-level field other than {@code apiVersion}, {@code kind}, metadata. */
  abstract void field(String name, Tokens in) throws IOException;

  /** Reads {@code metadata}. */
  void metadata(Tokens in) throws IOException {
    meta.read(in, annotated());
  }

  /** Hands over what was read. */
  abstract void commit(Facts facts, Change change);

  /** Where and when it was said. */
  final Statement stated(Change change) {
    return new Statement(change.origin(), meta.at, meta.version, change.watched());
  }

  /** Whether annotations of this kind are worth keeping. */
  boolean annotated() {
    return false;
  }
}
