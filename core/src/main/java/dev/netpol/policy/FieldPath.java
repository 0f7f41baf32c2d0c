// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import org.jspecify.annotations.Nullable;

/** Where a value stands in a document, spelled as the API server's messages spell it. */
public final class FieldPath {

  /** The document itself. */
  public static final FieldPath ROOT = new FieldPath(null, "");

  private final @Nullable FieldPath parent;
  private final String step;

  private FieldPath(@Nullable FieldPath parent, String step) {
    this.parent = parent;
    this.step = step;
  }

  /** A field of it. */
  public FieldPath child(String field) {
    return new FieldPath(this, parent == null ? field : "." + field);
  }

  /** An item of it, from 0. */
  public FieldPath index(int index) {
    return new FieldPath(this, "[" + index + "]");
  }

  /** For example {@code spec.ingress[0].from[1].ipBlock.cidr}. */
  @Override
  public String toString() {
    return parent == null ? step : parent + step;
  }
}
