// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.trace.EndRecord;
import dev.netpol.trace.EventSink;
import dev.netpol.trace.EventView;
import dev.netpol.trace.LostRecord;
import dev.netpol.trace.SkippedRecord;
import dev.netpol.trace.TraceHeader;
import dev.netpol.trace.TraceObject;
import dev.netpol.trace.TraceReader;
import dev.netpol.trace.TraceSource;
import dev.netpol.trace.TraceWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The traces of {@code samples/} are what a capture would have written. */
class SampleTracesTest {

  static List<Path> traces() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("../samples"), 2)) {
      return files
          .filter(file -> file.getFileName().toString().matches("networktrace.*\\.log"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("traces")
  void reading_and_writing_gives_the_same_bytes(Path trace) throws IOException {
    ByteArrayOutputStream copy = new ByteArrayOutputStream();
    try (TraceReader reader = TraceReader.of(TraceSource.of(trace));
        TraceWriter writer = new TraceWriter(copy)) {
      reader.read(new Copy(writer));
    }
    // Nothing covered and nothing filtered are left out.
    assertThat(copy.toString(StandardCharsets.UTF_8))
        .isEqualTo(Files.readString(trace).replaceAll(",\"(accept|excludeCidrs)\":\\[]", ""));
  }

  /** Hands every record on. */
  private record Copy(TraceWriter to) implements EventSink {

    @Override
    public void event(EventView event) {
      write(() -> to.event(event.copy()));
    }

    @Override
    public void header(TraceHeader header) {
      write(() -> to.header(header));
    }

    @Override
    public void object(TraceObject object) {
      write(() -> to.object(object));
    }

    @Override
    public void lost(LostRecord lost) {
      write(() -> to.lost(lost));
    }

    @Override
    public void end(EndRecord end) {
      write(() -> to.end(end));
    }

    @Override
    public void skipped(SkippedRecord record) {
      throw new AssertionError("skipped: " + record);
    }

    private static void write(Writing writing) {
      try {
        writing.run();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private interface Writing {
      void run() throws IOException;
    }
  }
}
