// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import dev.netpol.model.Cidr;
import dev.netpol.terminal.Arguments;
import dev.netpol.terminal.Option;
import dev.netpol.terminal.Quoted;
import dev.netpol.terminal.UsageException;
import dev.netpol.trace.TraceFormat;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The options that name what a command reads, and what values such options can have. */
final class InputOptions {
  static final Option INPUT =
      Option.files(
          "--input",
          "LOG",
          "Read this trace: a file, a folder of files, any of them .gz, or - for stdin.");
  static final Option SNAPSHOT =
      Option.files(
          "--snapshot",
          "FILE",
          "Read what kubectl get -o json or yaml printed, in files, folders or - for stdin; it wins"
              + " over objects in the trace.");
  static final Option POLICIES =
      Option.files(
          "--policies",
          "FILE",
          "Judge by these NetworkPolicies, in files, folders or - for stdin, instead of those in"
              + " the snapshot.");
  static final Option INPUT_FORMAT =
      Option.known(
          "--input-format",
          "FORMAT",
          "Read every trace as this format instead of recognising it from its content: ",
          Arrays.stream(TraceFormat.values()).map(TraceFormat::id).toList());
  static final Option POD_CIDR =
      Option.list(
          "--pod-cidr",
          "CIDR",
          "Treat these blocks as pod addresses: one that no pod held is unresolved, not external.");
  static final Option SERVICE_CIDR =
      Option.list(
          "--service-cidr",
          "CIDR",
          "Treat these blocks as Service addresses: one that no Service had is unresolved, not"
              + " external.");

  private InputOptions() {}

  /** The values of an option that takes blocks of addresses. */
  static List<Cidr> cidrs(Arguments arguments, Option option) {
    List<Cidr> blocks = new ArrayList<>();
    for (String text : arguments.values(option)) {
      Optional<Cidr> block = Cidr.tryParse(text);
      if (block.isEmpty()) {
        throw new UsageException(
            "option-value",
            option.name()
                + " does not know "
                + Quoted.of(text)
                + ": write a block such as 10.0.0.0/8 or fd00::/8");
      }
      blocks.add(block.get());
    }
    return blocks;
  }

  /** A file that an option names. */
  static Path path(Option option, String name) {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new UsageException(
          "option-value", option.name() + " has no usable file name: " + Quoted.of(name));
    }
  }
}
