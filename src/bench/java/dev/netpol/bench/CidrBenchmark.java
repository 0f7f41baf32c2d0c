// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.bench;

import dev.netpol.model.Cidr;
import dev.netpol.model.IpAddress;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The two things that are done most often with addresses. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CidrBenchmark {
  private final Cidr block = Cidr.parse("10.2.0.0/16");
  private final IpAddress address = IpAddress.parse("10.2.232.47");
  private final String text = "10.2.232.47";

  @Benchmark
  public IpAddress parse() {
    return IpAddress.parse(text);
  }

  @Benchmark
  public boolean contains() {
    return block.contains(address);
  }
}
