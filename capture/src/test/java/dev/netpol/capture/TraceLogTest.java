// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Protocol;
import dev.netpol.trace.ConnectionEvent;
import dev.netpol.trace.EndRecord;
import dev.netpol.trace.LostRecord;
import dev.netpol.trace.Place;
import dev.netpol.trace.Side;
import dev.netpol.trace.TraceHeader;
import dev.netpol.trace.TraceReader;
import dev.netpol.trace.TraceSource;
import dev.netpol.trace.TraceWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceLogTest {
  private static final String OBJECT =
      "{\"apiVersion\":\"v1\",\"kind\":\"Namespace\",\"metadata\":{\"name\":\"demo\"}}";

  private static final Place HERE = new Place(0, 0, 0);

  private static final TraceHeader HEADER =
      new TraceHeader(
          1,
          "n1",
          0,
          Map.of(Side.CONNECT, Set.of(Protocol.TCP)),
          new TreeMap<>(),
          "tp_btf/x",
          "6.1",
          HERE);

  @TempDir Path folder;

  @Test
  void every_file_begins_with_the_header_and_what_is_deleted_counts_as_lost() throws Exception {
    write(2_000, 3, 60, List.of());

    assertThat(names())
        .containsExactlyInAnyOrder("trace.log", "trace-4.log", "trace-3.log")
        .allSatisfy(
            name -> assertThat(lines(name).get(0)).startsWith("{\"type\":\"trace\",\"version\":1"));
    long kept = 0;
    for (String name : names()) {
      kept += lines(name).stream().filter(line -> line.contains("\"connect\",\"time\"")).count();
    }
    List<String> last = lines("trace.log");
    long lost = 60 - kept;
    assertThat(last.get(last.size() - 1))
        .contains(
            "\"received\":60,\"written\":60,\"lost\":{\"ringbuf\":1,\"rotation\":" + lost + "}");
    assertThat(lines("trace-4.log").get(1)).contains("\"layer\":\"rotation\"");
  }

  @Test
  void objects_are_in_some_file_as_long_as_the_log_is() throws Exception {
    for (int connections = 1; connections < 60; connections++) {
      Path own = Files.createDirectory(folder.resolve("of-" + connections));
      write(own, 2_000, 3, connections, List.of(OBJECT));
      long files = 0;
      for (String name : names(own)) {
        files += Files.readString(own.resolve(name)).contains("\"kind\":\"Namespace\"") ? 1 : 0;
      }
      assertThat(files).as("files of %d connections with the object", connections).isEqualTo(1);
    }
  }

  @Test
  void only_the_owner_can_read_it() throws Exception {
    write(2_000, 3, 20, List.of());
    for (String name : names()) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void a_log_that_is_there_is_kept_and_its_torn_line_stays_one_line() throws Exception {
    Files.writeString(folder.resolve("trace.log"), "{\"type\":\"tra");

    write(Long.MAX_VALUE, 5, 1, List.of());

    assertThat(lines("trace.log")).hasSize(4).startsWith("{\"type\":\"tra");
  }

  @Test
  void a_file_of_such_a_name_that_is_no_trace_is_not_deleted() throws Exception {
    Files.writeString(folder.resolve("trace-1.log"), "my notes\n");

    write(2_000, 2, 60, List.of());

    assertThat(folder.resolve("trace-1.log")).hasContent("my notes");
  }

  @Test
  void counts_of_a_deleted_file_stop_at_the_largest_number() throws Exception {
    try (TraceWriter writer =
        new TraceWriter(Files.newOutputStream(folder.resolve("trace-1.log")))) {
      writer.header(HEADER);
      writer.event(connect(1).repeated(Long.MAX_VALUE, 1).build());
      writer.event(connect(2).repeated(Long.MAX_VALUE, 2).build());
    }

    write(2_000, 2, 60, List.of());

    assertThat(lines("trace.log").stream().reduce("", (first, last) -> last))
        .contains("\"rotation\":" + Long.MAX_VALUE + "}");
  }

  @Test
  void losses_that_a_deleted_file_told_of_are_still_told() throws Exception {
    try (TraceWriter writer =
        new TraceWriter(Files.newOutputStream(folder.resolve("trace-1.log")))) {
      writer.header(HEADER);
      writer.lost(new LostRecord(1, "n1", "ringbuf", 40, HERE));
      writer.lost(new LostRecord(2, "n1", "ringbuf", 2, HERE));
      writer.lost(new LostRecord(3, "n0", "udp", 7, HERE));
      writer.lost(new LostRecord(3, "n1", "rotation", 1_000_000, HERE));
      writer.end(new EndRecord(4, "n1", 0, 0, new TreeMap<>(Map.of("ringbuf", 42L)), HERE));
    }

    write(2_000, 2, 60, List.of()); // deletes one file after the other

    Remains left = remains();
    assertThat(left.lost())
        .containsEntry(new Remains.Layer("n1", "ringbuf"), 42L)
        .containsEntry(new Remains.Layer("n0", "udp"), 7L)
        .containsEntry(new Remains.Layer("n1", "rotation"), 1_000_060 - left.records());
  }

  @Test
  void what_cannot_be_read_in_a_deleted_file_counts_as_lost() throws Exception {
    try (TraceWriter writer =
        new TraceWriter(Files.newOutputStream(folder.resolve("trace-1.log")))) {
      writer.header(HEADER);
    }
    Files.writeString(
        folder.resolve("trace-1.log"),
        "{\"type\":\"connect\",\"time\":\"2026-11-2\n",
        StandardOpenOption.APPEND);

    write(2_000, 2, 60, List.of());

    Remains left = remains();
    assertThat(left.lost()).containsEntry(new Remains.Layer("n1", "rotation"), 61 - left.records());
  }

  @Test
  void a_file_that_is_taken_away_is_begun_anew() throws Exception {
    Path path = folder.resolve("trace.log");
    try (LogFile file = new LogFile(path, 2_000, 3)) {
      TraceLog log = new TraceLog(file, HEADER, List.of(OBJECT));
      log.begin();
      Files.move(path, folder.resolve("moved.log"));
      connect(log, 1);
      Files.delete(path);
      Files.createFile(path);
      connect(log, 2);
      Files.copy(path, folder.resolve("copied.log"));
      Files.writeString(path, "");
      for (int i = 3; i < 60 && names().size() == 3; i++) {
        connect(log, i); // until the file is full
      }
      Files.delete(path);
      connect(log, 60);
      log.end(99, 60, new TreeMap<>());
    }

    assertThat(names())
        .containsExactlyInAnyOrder("trace.log", "trace-1.log", "moved.log", "copied.log")
        .allSatisfy(
            name ->
                assertThat(lines(name).subList(0, 2))
                    .satisfiesExactly(
                        line -> assertThat(line).startsWith("{\"type\":\"trace\","),
                        line -> assertThat(line).startsWith("{\"type\":\"object\",")));
    assertThat(lines("copied.log")).hasSize(3);
    assertThat(lines("trace.log")).hasSize(4);
    assertThat(path).content().contains("\"sport\":40060", "\"type\":\"end\"");
  }

  @Test
  void a_full_file_that_is_gone_already_is_not_missed() throws Exception {
    Path path = folder.resolve("trace.log");
    try (LogFile file = new LogFile(path, 1, 3)) {
      TraceLog log = new TraceLog(file, HEADER, List.of());
      log.begin();
      connect(log, 1);
      Files.delete(path);
      connect(log, 2);
    }

    assertThat(names()).containsExactly("trace.log");
    assertThat(lines("trace.log")).hasSize(2);
  }

  @Test
  void a_file_that_another_capture_writes_is_refused_and_left_as_it_is() throws Exception {
    Path path = folder.resolve("trace.log");
    Files.writeString(path, "{\"type\":\"tra");
    try (LogFile first = new LogFile(path, 2_000, 3)) {
      assertThatThrownBy(() -> new LogFile(path, 2_000, 3))
          .isInstanceOf(FileSystemException.class)
          .hasMessage(path + ": another capture is writing it: name another file");
      first.write(new byte[] {'x', '\n'}, 2);
    }
    assertThat(path).hasContent("{\"type\":\"tra\nx");
    new LogFile(path, 2_000, 3).close();
  }

  @Test
  void a_pipe_is_never_full_and_keeps_its_name() throws Exception {
    Path pipe = folder.resolve("trace.log");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Process reader = new ProcessBuilder("cat", pipe.toString()).start();

    write(2_000, 3, 60, List.of());

    assertThat(reader.inputReader().lines()).hasSize(62);
    assertThat(names()).containsExactly("trace.log");
    assertThat(LogFile.streams(pipe)).isTrue();
  }

  @Test
  void a_link_stays_and_the_files_are_where_it_leads() throws Exception {
    Path real = Files.createDirectory(folder.resolve("real"));
    Files.writeString(real.resolve("trace.log"), "");
    Files.createSymbolicLink(folder.resolve("trace.log"), real.resolve("trace.log"));

    write(2_000, 3, 60, List.of());

    assertThat(names()).containsExactlyInAnyOrder("real", "trace.log");
    assertThat(folder.resolve("trace.log")).isSymbolicLink();
    assertThat(names(real)).contains("trace.log", "trace-4.log");
  }

  @Test
  void lines_are_written_whole_and_not_more_than_a_pipe_takes_at_once() throws Exception {
    List<String> writes = new ArrayList<>();
    OutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public void write(byte[] bytes, int from, int length) {
            writes.add(new String(bytes, from, length, UTF_8));
          }
        };
    String lines =
        Stream.of(10, 4000, 90, 5000, 1, 4094, 200)
            .map(length -> "x".repeat(length) + "\n")
            .reduce("", String::concat);
    byte[] bytes = lines.getBytes(UTF_8);

    LineOutput.writeWhole(out, bytes, bytes.length);

    assertThat(String.join("", writes)).isEqualTo(lines);
    assertThat(writes).allSatisfy(write -> assertThat(write).endsWith("\n"));
    assertThat(writes).filteredOn(write -> write.length() > LineOutput.ATOMIC).hasSize(1);
  }

  private void write(long full, int files, int connections, List<String> objects)
      throws IOException {
    write(folder, full, files, connections, objects);
  }

  private static void write(Path in, long full, int files, int connections, List<String> objects)
      throws IOException {
    try (LogFile file = new LogFile(in.resolve("trace.log"), full, files)) {
      TraceLog log = new TraceLog(file, HEADER, objects);
      log.begin();
      for (int i = 0; i < connections; i++) {
        connect(log, i);
      }
      log.end(99, connections, new TreeMap<>(Map.of("ringbuf", 1L)));
    }
  }

  private static void connect(TraceLog log, int time) throws IOException {
    log.connection(connect(time).build());
    log.flush();
  }

  private static ConnectionEvent.Builder connect(int time) {
    return ConnectionEvent.connect()
        .time(time)
        .node("n1")
        .from(IpAddress.parse("10.0.0.1"), 40000 + time)
        .to(IpAddress.parse("10.0.0.2"), 80);
  }

  /** All files together. */
  private Remains remains() throws IOException {
    Remains remains = new Remains();
    for (String name : names()) {
      try (TraceReader reader = TraceReader.of(TraceSource.of(folder.resolve(name)))) {
        reader.read(remains);
      }
    }
    return remains;
  }

  private List<String> names() {
    return names(folder);
  }

  private static List<String> names(Path in) {
    return Arrays.asList(in.toFile().list());
  }

  private List<String> lines(String name) throws IOException {
    return Files.readAllLines(folder.resolve(name));
  }
}
