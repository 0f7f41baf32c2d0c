// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import org.jspecify.annotations.Nullable;

/** Where a value stands in an API object, spelled as the API server's messages spell it. */
final class FieldPath {

  static final FieldPath ROOT = new FieldPath(null, "");

  private final @Nullable FieldPath parent;
  private final String step;

  private FieldPath(@Nullable FieldPath parent, String step) {
    this.parent = parent;
    this.step = step;
  }

  FieldPath child(String field) {
    return new FieldPath(this, parent == null ? field : "." + field);
  }

  FieldPath index(int index) {
    return new FieldPath(this, "[" + index + "]");
  }

  /** For example {@code spec.ingress[0].from[1].ipBlock.cidr}. */
  @Override
  public String toString() {
    return parent == null ? step : parent + step;
  }
}
