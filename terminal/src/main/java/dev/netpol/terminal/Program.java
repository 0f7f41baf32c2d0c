// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

import dev.netpol.cluster.UnusableSnapshotException;
import dev.netpol.model.Diagnostic;
import dev.netpol.trace.TraceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Chooses the command, runs it, and turns what goes wrong into three lines and an exit code. */
public final class Program {
  private static final int FINE = 0;
  private static final int UNUSABLE = 2;

  private final About about;
  private final Shell shell;
  private final List<Command> commands;
  private final Grammar grammar;

  /**
   * A program of these commands.
   *
   * @param commands in the order of the help
   */
  public Program(About about, Shell shell, List<Command> commands) {
    this.about = about;
    this.shell = shell;
    this.commands = commands;
    this.grammar = new Grammar(about);
  }

  /**
   * What a program says of itself.
   *
   * @param name as it is called: {@code advisor}
   * @param job what it does, in one sentence
   * @param version with its name: {@code advisor 1.0}
   */
  public record About(String name, String job, String version) {

    /** The version is the jar's and not the clock's: from the manifest. */
    public static About of(String name, String job, Class<?> main) {
      String version = main.getPackage().getImplementationVersion();
      return new About(name, job, name + " " + (version == null ? "(not packaged)" : version));
    }
  }

  /**
   * Runs the command that the words choose.
   *
   * @return 0 nothing to report, 1 findings, 2 wrong usage or unusable input
   */
  public int run(List<String> words) {
    try {
      return choose(words);
    } catch (UsageException e) {
      return wrong(
          about.name() + ": error [" + e.code() + "] " + e.getMessage(),
          grammar.synopsis(),
          about.name());
    } catch (StandardOutput.Closed e) {
      return FINE;
    } catch (IOException e) {
      shell.err().println(about.name() + ": error [io] " + FileTrouble.of(e));
      return UNUSABLE;
    }
  }

  private int choose(List<String> words) throws IOException {
    if (words.isEmpty()) {
      throw new UsageException("usage", "name a command: " + Words.or(names()));
    }
    String first = words.get(0);
    if (first.equals("--version")) {
      StandardOutput.print(shell.out(), about.version() + "\n");
      return FINE;
    }
    if (first.equals("--help") || first.equals("-h") || first.equals("help")) {
      Optional<Command> topic = words.size() > 1 ? named(words.get(1)) : Optional.empty();
      StandardOutput.print(
          shell.out(), Grammar.help(topic.map(grammar::of).orElseGet(() -> grammar.of(commands))));
      return FINE;
    }
    Optional<Command> command = named(first);
    if (command.isEmpty()) {
      String what = first.startsWith("-") ? "option " : "command ";
      throw new UsageException(
          "usage", "there is no " + what + Quoted.of(first) + Words.meant(first, names()));
    }
    return run(command.get(), words.subList(1, words.size()));
  }

  private int run(Command command, List<String> words) throws IOException {
    boolean stacktrace = words.contains(Grammar.STACKTRACE.name());
    String name = about.name() + " " + command.name();
    try {
      if (words.contains(Grammar.HELP.name()) || words.contains("-h")) {
        StandardOutput.print(shell.out(), Grammar.help(grammar.of(command)));
        return FINE;
      }
      return command.run(Arguments.parse(command, words), shell);
    } catch (UsageException e) {
      trace(e, stacktrace);
      return wrong(
          name + ": error [" + e.code() + "] " + e.getMessage(), grammar.synopsis(command), name);
    } catch (UnusableInput e) {
      trace(e, stacktrace);
      shell.err().println(e.where() + ": error [" + e.code() + "] " + e.getMessage());
      shell.err().println("  hint: " + e.hint());
      shell.err().println("help: " + name + " --help");
      return UNUSABLE;
    } catch (TraceException e) {
      trace(e, stacktrace);
      return unusable(e.diagnostics(), name);
    } catch (UnusableFiles e) {
      trace(e, stacktrace);
      return unusable(e.diagnostics(), name);
    } catch (UnusableSnapshotException e) {
      trace(e, stacktrace);
      return unusable(List.of(e.diagnostic()), name);
    } catch (UncheckedIOException e) {
      return failed(Objects.requireNonNull(e.getCause()), name, stacktrace);
    } catch (IOException e) {
      return failed(e, name, stacktrace);
    } catch (OutOfMemoryError e) {
      shell.err().println(name + ": error [memory] the Java heap is full");
      shell
          .err()
          .println("  hint: give it more, for example java -Xmx2g -jar " + about.name() + ".jar");
      return UNUSABLE;
    } catch (RuntimeException | StackOverflowError e) {
      trace(e, stacktrace);
      shell.err().println(name + ": error [bug] " + Quoted.plain(String.valueOf(e), 400));
      shell
          .err()
          .println("  hint: this is a mistake of the program, not yours;" + more(stacktrace));
      return UNUSABLE;
    }
  }

  private int failed(IOException e, String name, boolean stacktrace) throws IOException {
    if (e instanceof StandardOutput.Closed) {
      throw e;
    }
    trace(e, stacktrace);
    shell.err().println(name + ": error [io] " + FileTrouble.of(e));
    return UNUSABLE;
  }

  private int unusable(List<Diagnostic> diagnostics, String name) {
    for (Diagnostic diagnostic : diagnostics) {
      shell.err().println(FindingLines.line(diagnostic));
      if (!diagnostic.hint().isEmpty()) {
        shell.err().println("  hint: " + Quoted.sentence(diagnostic.hint()));
      }
    }
    shell.err().println("help: " + name + " --help");
    return UNUSABLE;
  }

  private static String more(boolean stacktrace) {
    return stacktrace ? " please report it" : " --stacktrace shows where, for a bug report";
  }

  private int wrong(String error, String synopsis, String name) {
    shell.err().println(error);
    shell.err().println("usage: " + synopsis);
    shell.err().println("help: " + name + " --help");
    return UNUSABLE;
  }

  private void trace(Throwable error, boolean wanted) {
    if (wanted) {
      error.printStackTrace(shell.err());
    }
  }

  private Optional<Command> named(String name) {
    return commands.stream().filter(command -> command.name().equals(name)).findFirst();
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    commands.forEach(command -> names.add(command.name()));
    return names;
  }
}
