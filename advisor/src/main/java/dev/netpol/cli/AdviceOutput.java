// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.Observed;
import dev.netpol.advise.Advice;
import dev.netpol.model.Diagnostic;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;

/** In which form an advice is written. */
interface AdviceOutput {

  /**
   * Before the trace is read, for what can be done meanwhile.
   *
   * @param traces its files
   */
  default void begin(List<String> traces) {}

  /**
   * Writes it.
   *
   * @param findings what any step found
   * @param traces the files of the trace
   * @return what to say about files
   */
  List<String> write(
      Observed observed,
      Advice advice,
      Collection<Diagnostic> findings,
      List<String> traces,
      PrintStream out)
      throws IOException;
}
