// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every format owes. A format adds its name and a few of its lines. */
abstract class TraceReaderContract {

  @TempDir Path folder;

  abstract TraceFormat format();

  /** Lines that are connections, all different. */
  abstract List<String> lines();

  private List<String> many(int count) {
    List<String> many = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      many.add(lines().get(i % lines().size()));
    }
    return many;
  }

  private Path file(String name, List<String> lines) throws IOException {
    return Files.write(folder.resolve(name), lines);
  }

  private static Records read(Path path) {
    return Records.read(TraceReader.of(TraceSource.of(path)));
  }

  @Test
  void is_recognised_from_content() throws IOException {
    Records records = read(file("any.name", lines()));

    assertThat(records.events).hasSameSizeAs(lines());
    assertThat(records.events).extracting(ConnectionEvent::format).containsOnly(format());
    assertThat(records.events).doesNotHaveDuplicates();
    assertThat(records.skips).isEmpty();
  }

  @Test
  void is_recognised_behind_noise() throws IOException {
    List<String> noisy = new ArrayList<>(List.of("", "starting up", "{\"torn\":"));
    noisy.addAll(lines());

    Records records = read(file("noisy.log", noisy));

    assertThat(records.events).isEqualTo(read(file("clean.log", lines())).events);
  }

  @Test
  void counts_bad_lines_with_their_number() throws IOException {
    List<String> bad = new ArrayList<>(lines());
    bad.add(1, "not of this format");
    bad.add(2, lines().get(0).substring(0, lines().get(0).length() / 2));
    bad.add(3, " ");

    Records records = read(file("bad.log", bad));

    assertThat(records.events).hasSameSizeAs(lines());
    assertThat(records.size()).isEqualTo(bad.size());
    assertThat(records.skips)
        .extracting(skip -> records.position(skip).line())
        .contains(2L, 3L, 4L);
    assertThat(records.skips)
        .extracting(skip -> records.position(skip).input())
        .containsOnly(folder.resolve("bad.log").toString());
  }

  @Test
  void places_say_where_a_record_begins() throws IOException {
    Path file = file("places.log", lines());
    byte[] bytes = Files.readAllBytes(file);

    Records records = read(file);

    for (int i = 0; i < records.places.size(); i++) {
      int offset = (int) records.places.get(i).offset();
      byte[] line = lines().get(i).getBytes(StandardCharsets.UTF_8);
      assertThat(Arrays.copyOfRange(bytes, offset, offset + line.length)).isEqualTo(line);
      assertThat(records.lines.position(records.places.get(i)).line()).isEqualTo(i + 1);
    }
  }

  @Test
  void reads_the_same_twice() throws IOException {
    try (TraceReader reader = TraceReader.of(TraceSource.of(file("twice.log", many(50))))) {
      Records first = new Records();
      Records second = new Records();
      reader.read(first);
      reader.read(second);

      assertThat(second.events).isEqualTo(first.events);
      assertThat(second.places).isEqualTo(first.places);
      assertThat(first.completed).isEqualTo(1);
    }
  }

  @Test
  void parts_read_at_the_same_time_give_what_one_reading_gives() throws IOException {
    List<String> lines = many(60);
    lines.add(7, "torn {");
    Path file = file("parts.log", lines);
    Records whole = read(file);
    List<String> expected = described(List.of(whole));

    for (long size : new long[] {37, 500, 4096}) {
      try (TraceReader reader = TraceReader.of(TraceSource.of(file)).partSize(size).threads(3)) {
        assertThat(described(reader.read(Records::new))).as("parts of " + size).isEqualTo(expected);
      }
    }
  }

  private static List<String> described(List<Records> sinks) {
    List<Map.Entry<Long, String>> all = new ArrayList<>();
    for (Records sink : sinks) {
      for (int i = 0; i < sink.events.size(); i++) {
        Place place = sink.places.get(i);
        all.add(Map.entry(place.offset(), sink.lines.position(place) + " " + sink.events.get(i)));
      }
      for (SkippedRecord skip : sink.skips) {
        all.add(Map.entry(skip.at().offset(), sink.position(skip) + " " + skip.reason()));
      }
    }
    return all.stream().sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue).toList();
  }

  @Test
  void gzip_is_seen_in_the_content() throws IOException {
    Path plain = file("plain.log", lines());
    Path packed = folder.resolve("packed.log");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      Files.copy(plain, out);
    }

    assertThat(read(packed).events).isEqualTo(read(plain).events);
  }

  @Test
  void a_container_runtimes_log_is_unwrapped_and_split_lines_are_joined() throws IOException {
    List<String> wrapped = new ArrayList<>();
    for (String line : lines()) {
      String prefix = "2026-11-20T12:00:01.203114000Z stdout ";
      int half = line.length() / 2;
      wrapped.add(prefix + "P " + line.substring(0, half));
      wrapped.add("2026-11-20T12:00:01.203114000Z stderr F some other output");
      wrapped.add(prefix + "F " + line.substring(half));
      wrapped.add(prefix + "F " + line);
    }

    Records records = read(file("pod.log", wrapped));

    List<ConnectionEvent> expected =
        read(file("direct.log", lines())).events.stream()
            .flatMap(event -> Stream.of(event, event))
            .toList();
    assertThat(records.events).isEqualTo(expected);
    assertThat(records.skips).hasSameSizeAs(lines());
  }

  /** As Docker's driver json-file writes it. */
  private static String docker(String stream, String text) {
    String json = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return "{\"log\":\"%s\",\"stream\":\"%s\",\"time\":\"2026-11-20T12:00:01.203114Z\"}"
        .formatted(json.replace("\t", "\\t"), stream);
  }

  @Test
  void dockers_lines_are_unwrapped() throws IOException {
    List<String> wrapped = new ArrayList<>();
    for (String line : lines()) {
      wrapped.add(docker("stderr", "some other output\n"));
      wrapped.add(docker("stdout", line + "\n"));
    }

    Records records = read(file("json-file.log", wrapped));

    assertThat(records.events).isEqualTo(read(file("direct.log", lines())).events);
    assertThat(records.skips).hasSameSizeAs(lines());
  }

  @Test
  void what_kubectl_logs_prints_before_a_line_is_taken_off() throws IOException {
    String time = "2026-11-20T12:00:01.203114000Z ";
    String pod = "[pod/agent-x7k2p/export-stdout] ";
    List<String> wrapped = new ArrayList<>();
    for (String prefix : List.of(time, pod, pod + time, time + pod)) {
      lines().forEach(line -> wrapped.add(prefix + line));
    }

    Records records = read(file("all-pods.log", wrapped));

    List<ConnectionEvent> plain = read(file("plain.log", lines())).events;
    assertThat(records.skips).isEmpty();
    assertThat(records.events).hasSameSizeAs(wrapped);
    for (int i = 0; i < wrapped.size(); i++) {
      assertThat(records.events.get(i))
          .usingRecursiveComparison()
          .ignoringFields("time", "last")
          .isEqualTo(plain.get(i % plain.size()));
    }
  }

  @Test
  void a_last_line_without_newline_counts_if_it_is_whole() throws IOException {
    Path file = folder.resolve("last.log");
    Files.writeString(file, String.join("\r\n", lines()));

    assertThat(read(file).events).isEqualTo(read(file("with.log", lines())).events);
  }

  @Test
  void is_lazy() throws IOException {
    Path file = file("long.log", many(20_000));
    AtomicLong read = new AtomicLong();

    try (TraceReader reader = TraceReader.of(TraceSource.of(file)).progress(read::set)) {
      EventSink impatient =
          event -> {
            throw new IllegalStateException("enough");
          };
      assertThatThrownBy(() -> reader.read(impatient)).hasMessage("enough");
    }

    assertThat(read.get()).isPositive().isLessThan(Files.size(file) / 2);
  }

  @Test
  void closes_its_files() throws IOException {
    Path file = file("closed.log", lines());

    read(file);

    Path descriptors = Path.of("/proc/self/fd");
    if (Files.isDirectory(descriptors)) {
      assertThat(open(descriptors)).doesNotContain(file.toRealPath().toString());
    }
  }

  private static List<String> open(Path descriptors) throws IOException {
    List<String> open = new ArrayList<>();
    try (Stream<Path> links = Files.list(descriptors)) {
      for (Path link : links.sorted(Comparator.comparing(Path::toString)).toList()) {
        if (Files.isSymbolicLink(link)) {
          open.add(Files.readSymbolicLink(link).toString());
        }
      }
    } catch (java.nio.file.NoSuchFileException e) {
      // A descriptor that was closed meanwhile is not open.
      return open;
    }
    return open;
  }
}
