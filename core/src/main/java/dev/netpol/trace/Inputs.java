// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import dev.netpol.files.FilesBelow;
import dev.netpol.files.Unreadable;
import dev.netpol.model.Diagnostic;
import dev.netpol.model.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The files behind the sources, each with its format; sorted by name, so that the order in which
 * they were given does not matter.
 *
 * @param findings worth knowing, but no reason to stop
 */
record Inputs(List<Sniffed> list, List<Diagnostic> findings) {

  static final String CODE = "trace-input";

  static Inputs open(List<TraceSource> sources, ReadLimits limits, Optional<TraceFormat> format) {
    return new Opening(limits, format).open(sources);
  }

  /** The work of opening, with what it finds on the way. */
  private static final class Opening {
    private final ReadLimits limits;
    private final Optional<TraceFormat> format;
    private final List<Diagnostic> errors = new ArrayList<>();
    private final List<Diagnostic> findings = new ArrayList<>();
    private final List<Input> inputs = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();

    Opening(ReadLimits limits, Optional<TraceFormat> format) {
      this.limits = limits;
      this.format = format;
    }

    Inputs open(List<TraceSource> sources) {
      // Files first: a file that is also in a folder given here counts as named itself.
      Comparator<TraceSource> folders =
          Comparator.comparing(source -> source.path().filter(Files::isDirectory).isPresent());
      sources.stream().sorted(folders).forEach(this::expand);
      List<Sniffed> sniffed = new ArrayList<>();
      List<Sniffed> strangers = new ArrayList<>();
      for (Input input : inputs) {
        sniff(input)
            .ifPresent(
                one -> {
                  boolean known = one.blank() || format.isPresent() || one.format().isPresent();
                  (known ? sniffed : strangers).add(one);
                });
      }
      boolean all = sniffed.stream().allMatch(Sniffed::blank);
      for (Sniffed stranger : strangers) {
        Position at = Position.of(stranger.input().name());
        if (stranger.input().chosen() || all) {
          errors.add(
              stranger.objects() && format.isEmpty() ? snapshot(at) : notUnderstood(at, tried()));
        } else {
          findings.add(
              Diagnostic.note(
                  CODE, at, "no trace, left out: nothing in it is understood; " + tried(), ""));
        }
      }
      fail(errors);
      sniffed.sort(Comparator.comparing((Sniffed one) -> one.input().name()));
      Collections.sort(findings);
      return new Inputs(List.copyOf(sniffed), List.copyOf(findings));
    }

    private void expand(TraceSource source) {
      try {
        Optional<Path> path = source.path();
        if (path.isEmpty()) {
          inputs.add(Input.of(source.name(), source.spool()));
        } else {
          boolean chosen = !Files.isDirectory(path.get());
          for (Path file : FilesBelow.of(path.get())) {
            add(file, chosen);
          }
        }
      } catch (IOException e) {
        errors.add(unreadable(source.name(), e));
      }
    }

    private void add(Path file, boolean chosen) {
      try {
        if (seen.add(file.toRealPath())) {
          inputs.add(Input.of(file.toString(), file, chosen));
        } else if (chosen) {
          findings.add(
              Diagnostic.note(CODE, Position.of(file.toString()), "given twice, read once", ""));
        }
      } catch (IOException e) {
        errors.add(unreadable(file.toString(), e));
      }
    }

    private Optional<Sniffed> sniff(Input input) {
      try {
        return Optional.of(Sniffed.of(input, limits));
      } catch (IOException e) {
        errors.add(unreadable(input.name(), e));
        return Optional.empty();
      }
    }

    private static String tried() {
      return "tried "
          + Arrays.stream(TraceFormat.values())
              .map(TraceFormat::id)
              .collect(Collectors.joining(", "));
    }
  }

  static Diagnostic notUnderstood(Position at, String tried) {
    return Diagnostic.error(
        CODE,
        at,
        "nothing in it is understood; " + tried,
        "check that this is a trace of one of these formats");
  }

  private static Diagnostic snapshot(Position at) {
    return Diagnostic.error(
        CODE,
        at,
        "it holds objects of Kubernetes, and no connections",
        "give it as the snapshot, and a trace beside it");
  }

  static Diagnostic unreadable(String name, IOException e) {
    Unreadable it = Unreadable.of(name, e);
    return Diagnostic.error(
        CODE, Position.of(it.where()), "cannot read it: " + it.why(), it.hint());
  }

  static void fail(List<Diagnostic> errors) {
    if (!errors.isEmpty()) {
      Collections.sort(errors);
      throw new TraceException(errors);
    }
  }
}
