// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.check;

import dev.netpol.model.Workload;
import dev.netpol.policy.Party;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Whom a name means. */
sealed interface Who {

  /**
   * At least one: every address of every pod.
   *
   * @param likeness the number of each, see {@link Likeness}
   * @param different one of each number, and all that have none
   * @param workload whose pods these all are, if they are
   * @param several whether the one pod here stands for all that a template would make
   */
  record Parties(
      List<Party> parties,
      List<Integer> likeness,
      List<Integer> different,
      Optional<Workload> workload,
      boolean several)
      implements Who {

    /** Which of these to ask about them; all, where some may be on both sides. */
    List<Integer> asked(Parties others) {
      boolean apart =
          workload.isPresent() && others.workload.isPresent() && !workload.equals(others.workload);
      return apart ? different : IntStream.range(0, parties.size()).boxed().toList();
    }
  }

  /**
   * Nobody, or it cannot be told who.
   *
   * @param reason may hold text from the name and the cluster
   * @param hint what to write instead, or empty
   */
  record Nobody(String reason, String hint) implements Who {}
}
