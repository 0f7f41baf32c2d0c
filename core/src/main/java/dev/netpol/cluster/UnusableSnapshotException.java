// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.Diagnostic;
import java.util.Objects;

/** An input that cannot be read as Kubernetes objects at all. */
public final class UnusableSnapshotException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Diagnostic diagnostic;

  UnusableSnapshotException(Diagnostic diagnostic) {
    super(diagnostic.at() + ": " + diagnostic.message());
    this.diagnostic = Objects.requireNonNull(diagnostic, "diagnostic");
  }

  /** Where, what, and what to do about it. */
  public Diagnostic diagnostic() {
    return diagnostic;
  }
}
