// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import java.io.IOException;

/** A Namespace: only its labels matter. */
final class NamespaceFields extends ObjectFields {
  @Override
  void field(String name, Tokens in) throws IOException {
    in.skip();
  }

  @Override
  void commit(Facts facts, Change change) {
    facts.namespace(meta.name, meta.labels, stated(change));
  }
}
