// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.flow;

import dev.netpol.trace.Lines;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * The samples of an observation, each made when it is asked for: a report shows a few of them, and
 * all together they would be half of the objects of a table.
 */
final class KeptSamples extends AbstractList<Sample> implements RandomAccess {

  private final EvidenceTable evidence;
  private final int number;
  private final Tuple tuple;
  private final String pod;
  private final Lines lines;

  /**
   * Of a table that does not change any more.
   *
   * @param number of the observation there
   */
  KeptSamples(EvidenceTable evidence, int number, Tuple tuple, String pod, Lines lines) {
    this.evidence = evidence;
    this.number = number;
    this.tuple = tuple;
    this.pod = pod;
    this.lines = lines;
  }

  @Override
  public Sample get(int index) {
    int sample = Objects.checkIndex(index, size());
    return evidence.sample(number, sample, tuple, pod, lines);
  }

  @Override
  public int size() {
    return evidence.samples(number);
  }
}
