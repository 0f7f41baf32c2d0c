// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Standard output. Unlike {@link PrintStream} it tells a failed write, and why. */
public final class StandardOutput extends OutputStream {
  private final PrintStream out;

  public StandardOutput(PrintStream out) {
    this.out = out;
  }

  /** The process's own, in UTF-8 whatever the locale. */
  public static PrintStream open() {
    return new Remembering(new Descriptor());
  }

  /** Writes a text as a whole. */
  public static void print(PrintStream out, String text) throws IOException {
    StandardOutput data = new StandardOutput(out);
    data.write(text.getBytes(StandardCharsets.UTF_8));
    data.flush();
  }

  @Override
  public void write(int b) throws IOException {
    out.write(b);
    check();
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    check();
  }

  @Override
  public void flush() throws IOException {
    out.flush();
    check();
  }

  private void check() throws IOException {
    if (!out.checkError()) {
      return;
    }
    IOException cause = out instanceof Remembering own ? own.descriptor.failure : null;
    if (cause == null || isBrokenPipe(cause)) {
      throw new Closed();
    }
    throw new IOException("cannot write to stdout: " + cause.getMessage(), cause);
  }

  /** The system's message may be translated; what stdout is connected to is not. */
  private static boolean isBrokenPipe(IOException cause) {
    if (String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("pipe")) {
      return true;
    }
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString().startsWith("pipe:");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** The reader has gone, as {@code head} does when it has seen enough: no error, only the end. */
  public static final class Closed extends IOException {
    private static final long serialVersionUID = 1;
  }

  private static final class Remembering extends PrintStream {
    private final Descriptor descriptor;

    Remembering(Descriptor descriptor) {
      super(descriptor, false, StandardCharsets.UTF_8);
      this.descriptor = descriptor;
    }
  }

  private static final class Descriptor extends FilterOutputStream {
    @Nullable IOException failure;

    Descriptor() {
      super(new FileOutputStream(FileDescriptor.out));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }
}
