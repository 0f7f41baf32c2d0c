// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

/**
 * What a trace may cost. Everything in a trace is hostile text.
 *
 * @param lineLength bytes of one record; longer ones are skipped and counted
 * @param nesting depth of the JSON of one record; deeper ones are skipped and counted
 * @param decompressedSize bytes of one input after decompression; more stops the run
 */
public record ReadLimits(int lineLength, int nesting, long decompressedSize) {

  /** 4 MiB: twice what the API server accepts as one object. */
  public static final int LINE_LENGTH = 4 << 20;

  /** Kubernetes objects nest about twenty deep. */
  public static final int NESTING = 100;

  /** 256 GiB: a day of a busy cluster, thousandfold. */
  public static final long DECOMPRESSED_SIZE = 256L << 30;

  public static final ReadLimits DEFAULT = new ReadLimits(LINE_LENGTH, NESTING, DECOMPRESSED_SIZE);

  public ReadLimits {
    atLeastOne("lineLength", lineLength);
    atLeastOne("nesting", nesting);
    atLeastOne("decompressedSize", decompressedSize);
  }

  private static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " should be at least 1: was " + value);
    }
  }
}
