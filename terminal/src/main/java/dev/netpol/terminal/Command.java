// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

import java.io.IOException;
import java.util.List;

/** One command of the program. */
public interface Command {

  /** The word that chooses it. */
  String name();

  /** What it does, in one sentence. */
  String job();

  /** The words after its name: {@code --input LOG... [OPTION...]}. */
  String synopsis();

  /** Its options, as the help groups them. */
  List<Section> sections();

  /** What the exit codes mean here, one line each. */
  List<String> exitCodes();

  /**
   * Does the job.
   *
   * @return the exit code: 0 nothing to report, 1 findings
   * @throws UsageException when the words make no sense together: exit code 2
   * @throws UnusableInput when there is nothing to work with: exit code 2
   */
  int run(Arguments arguments, Shell shell) throws IOException;

  /** Some options under a heading. */
  record Section(String title, List<Option> options) {
    public Section {
      options = List.copyOf(options);
    }
  }

  default List<Option> options() {
    return sections().stream().flatMap(section -> section.options().stream()).toList();
  }
}
