// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.model.Position;

/**
 * Turns places into positions. Parts of an input are read at the same time, so how many lines stand
 * before a part is known only when all of them have been read.
 */
@FunctionalInterface
public interface Lines {

  /** For sinks that are fed by hand: every part begins at line 1 of {@code <input>}. */
  Lines NONE = place -> Position.of("<input>", place.line() + 1);

  /** The position of a record of this read. */
  Position position(Place place);
}
