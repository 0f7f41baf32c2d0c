// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.netpol.model.Diagnostic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TraceReaderTest {

  private static final String CONNECT =
      "{\"type\":\"connect\",\"proto\":\"TCP\",\"saddr\":\"10.0.0.1\",\"daddr\":\"1.1.1.1\",\"dport\":80}";
  private static final String GADGET =
      "{\"type\":\"normal\",\"k8s\":{\"node\":\"n\",\"namespace\":\"a\",\"podName\":\"b\"},"
          + "\"pktType\":\"OUTGOING\",\"proto\":\"udp\",\"port\":53,"
          + "\"dst\":{\"kind\":\"raw\",\"addr\":\"1.1.1.1\"}}";

  @TempDir Path folder;

  private Path write(String name, String... lines) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, String.join("\n", lines) + "\n");
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private static SkipReason reason(String line) {
    Records records = Records.of(CONNECT, line);
    assertThat(records.size()).as(line).isEqualTo(2);
    assertThat(records.skips).as(line).hasSize(1);
    return records.skips.get(0).reason();
  }

  @Test
  void bad_lines_are_told_apart() {
    assertThat(reason("\t ")).isEqualTo(SkipReason.BLANK);
    assertThat(reason("Tracing ... Hit Ctrl-C to end")).isEqualTo(SkipReason.NOT_JSON);
    assertThat(reason("\0\0\0")).isEqualTo(SkipReason.NOT_JSON);
    assertThat(reason("[1]")).isEqualTo(SkipReason.NOT_JSON);
    assertThat(reason("{\"type\":\"connect\",\"proto\":\"TC")).isEqualTo(SkipReason.TORN);
    assertThat(reason(CONNECT.substring(0, 30) + CONNECT)).isEqualTo(SkipReason.TORN);
    assertThat(reason(CONNECT + CONNECT)).isEqualTo(SkipReason.TORN);
    assertThat(reason("{\"type\":\"unheard-of\"}")).isEqualTo(SkipReason.UNKNOWN_TYPE);
    assertThat(reason("{}")).isEqualTo(SkipReason.UNKNOWN_TYPE);
    assertThat(reason(CONNECT.replace("TCP", "ICMP"))).isEqualTo(SkipReason.OTHER_PROTOCOL);
    assertThat(reason(CONNECT.replace(":80", ":80000"))).isEqualTo(SkipReason.MALFORMED);
    assertThat(reason(CONNECT.replace(":80", ":0"))).isEqualTo(SkipReason.MALFORMED);
    assertThat(reason(CONNECT.replace("1.1.1.1", "one"))).isEqualTo(SkipReason.MALFORMED);
    assertThat(reason(CONNECT.replace("saddr", "from"))).isEqualTo(SkipReason.MALFORMED);
    assertThat(
            reason(
                "{\"type\":\"connect\","
                    + "\"x\":[".repeat(1)
                    + "[".repeat(200)
                    + "]".repeat(201)
                    + "}"))
        .isEqualTo(SkipReason.TOO_DEEP);
  }

  @Test
  void a_record_of_another_format_may_be_a_connection() {
    assertThat(reason(GADGET)).isEqualTo(SkipReason.FOREIGN);
    assertThat(reason("1 curl 4 10.0.0.1 1.1.1.1 443")).isEqualTo(SkipReason.FOREIGN);
    assertThat(reason("[pod/a/b] " + GADGET)).isEqualTo(SkipReason.FOREIGN);
    assertThat(SkipReason.FOREIGN.mayBeConnection()).isTrue();
  }

  @Test
  void a_wrapping_that_begins_late_is_told() {
    String[] lines = new String[20];
    Arrays.fill(lines, CONNECT);
    lines[18] =
        "{\"log\":\"%s\\n\",\"stream\":\"stdout\",\"time\":\"2026-11-20T12:00:01Z\"}"
            .formatted(CONNECT.replace("\"", "\\\""));
    lines[19] = lines[18].replace("connect", "disconnect");

    assertThat(Records.of(lines).reasons())
        .isEqualTo(Map.of(SkipReason.FOREIGN, 1, SkipReason.UNKNOWN_TYPE, 1));
  }

  @Test
  void losses_between_the_lines_are_losses() {
    Records records = Records.of(CONNECT, "ERROR: lost 12 events!", "Possibly lost 7 samples");

    assertThat(records.losses).extracting(LostRecord::count).containsExactly(12L, 7L);
    assertThat(records.skips).isEmpty();
  }

  @Test
  void the_side_that_saw_it_may_be_known_by_name_alone() {
    Records records =
        Records.of(
            CONNECT.replace("\"saddr\":\"10.0.0.1\"", "\"namespace\":\"a\",\"pod\":\"b\""),
            CONNECT
                .replace("connect", "accept")
                .replace("\"daddr\":\"1.1.1.1\"", "\"namespace\":\"a\",\"pod\":\"b\""));

    assertThat(records.events).hasSize(2);
    assertThat(records.events.get(0).saddr()).isEmpty();
    assertThat(records.events.get(1).daddr()).isEmpty();
  }

  @Test
  void mapped_addresses_are_ipv4() {
    Records records = Records.of(CONNECT, CONNECT.replace("10.0.0.1", "::ffff:10.0.0.1"));

    assertThat(records.events.get(1)).isEqualTo(records.events.get(0));
  }

  @Test
  void an_outcome_that_is_not_given_is_not_known() {
    assertThat(Records.of(CONNECT).events.get(0).outcome()).isEqualTo(Outcome.ATTEMPTED);
  }

  @Test
  void records_above_the_line_limit_are_skipped_wherever_they_are() throws IOException {
    ReadLimits limits = new ReadLimits(1000, 50, 1 << 30);
    String fits = CONNECT.replace("{", "{\"x\":\"" + "y".repeat(980 - CONNECT.length()) + "\",");
    String huge = CONNECT.replace("{", "{\"x\":\"" + "y".repeat(900_000) + "\",");
    String little = CONNECT.replace("{", "{\"x\":\"" + "y".repeat(1100) + "\",");
    for (String line : List.of(huge, little)) {
      Path file = write("long.log", line, fits, line, CONNECT, line);

      Records records = Records.read(TraceReader.of(TraceSource.of(file)).limits(limits));

      assertThat(records.events).hasSize(2);
      assertThat(records.reasons()).isEqualTo(Map.of(SkipReason.TOO_LONG, 3));
      assertThat(records.skips)
          .extracting(skip -> records.position(skip).line())
          .containsExactly(1L, 3L, 5L);
      assertThat(records.skips.get(0).excerpt()).hasSize(SkippedRecord.EXCERPT);
    }
  }

  @Test
  void arrays_and_indented_objects_are_read_without_lines() {
    String indented = CONNECT.replace("{", "{\n  ").replace(",", ",\n  ").replace("}", "\n}");
    for (String text :
        List.of(
            "[" + CONNECT + "," + CONNECT + "]",
            "[\n" + CONNECT + ",\n" + CONNECT + "\n]\n",
            indented + "\n" + indented,
            " \n\n[\n" + indented + "," + indented + "]")) {
      Records records = Records.of(text);

      assertThat(records.events).as(text).hasSize(2);
      assertThat(records.events.get(1)).isEqualTo(records.events.get(0));
      assertThat(records.size()).isEqualTo(2);
    }
  }

  /** As an API answers, a page at a time. */
  @Test
  void the_items_of_lists_are_records_and_what_is_around_them_is_none() {
    String meta = "\"meta\":{\"pages\":1,\"of\":[1,2],\"items\":[{}],\"next\":\"]}\\\"\"}";
    String items = "\"items\":[" + CONNECT + "," + CONNECT + "]";
    for (String text :
        List.of(
            "{" + meta + "," + items + "}",
            "{" + items + "," + meta + "}",
            "{" + items.replace("},{", "},\n {") + ",\n" + meta + "\n}",
            "\uFEFF{\n " + meta + ",\n " + items.replace(":[", ": [\n") + "\n}\n",
            "{"
                + meta
                + ",\"items\":["
                + CONNECT
                + "]}{\"items\":[]}\n{"
                + items.replace("," + CONNECT, "")
                + "}")) {
      Records records = Records.of(text);

      assertThat(records.events).as(text).hasSize(2);
      assertThat(records.events.get(1)).isEqualTo(records.events.get(0));
      assertThat(records.size()).as(text).isEqualTo(2);
    }
  }

  @Test
  void a_list_that_breaks_off_is_torn_wherever_that_is() {
    String list = "{\"items\":[\n" + CONNECT + ",\n" + CONNECT;

    for (String text : List.of(list, list + ",", list + ",\n" + CONNECT.substring(0, 40))) {
      Records records = Records.of(text);

      assertThat(records.events).as(text).hasSize(2);
      assertThat(records.reasons()).containsKey(SkipReason.TORN);
    }
    assertThat(Records.of(list + "]}").reasons()).isEmpty();
  }

  @Test
  void a_stream_of_events_has_its_records_behind_the_field() {
    Records records = Records.of("data: " + CONNECT, "", "data:" + CONNECT, "");

    assertThat(records.events).hasSize(2);
    assertThat(records.events.get(1)).isEqualTo(records.events.get(0));
    assertThat(records.reasons()).containsOnlyKeys(SkipReason.BLANK);
  }

  @Test
  void a_torn_element_does_not_take_its_neighbours_along() {
    Records records =
        Records.of("[", CONNECT + ",", CONNECT.substring(0, 40) + ",", CONNECT, "]", "the end");

    assertThat(records.events).hasSize(2);
    assertThat(records.skips)
        .extracting(SkippedRecord::reason)
        .containsExactly(SkipReason.TORN, SkipReason.NOT_JSON);
    assertThat(records.skips)
        .extracting(skip -> records.position(skip).line())
        .containsExactly(3L, 6L);
  }

  @Test
  void a_byte_order_mark_is_no_part_of_a_line() {
    assertThat(Records.of("\uFEFF" + CONNECT).events).hasSize(1);
    assertThat(Records.of(CONNECT, "\uFEFF" + CONNECT, "\uFEFF \t" + CONNECT).events).hasSize(3);
    assertThat(Records.of(CONNECT, "\uFEFF").reasons()).isEqualTo(Map.of(SkipReason.BLANK, 1));
    assertThat(Records.of("\uFEFF[" + CONNECT + "]").events).hasSize(1);
  }

  @Test
  void a_folder_may_mix_formats_and_hold_other_files() throws IOException {
    write("a/one.log", CONNECT);
    write("b.log", GADGET, GADGET);
    write("README.md", "# Not a trace");
    write(".git/two.log", CONNECT);
    Files.write(folder.resolve("c"), gzip(CONNECT + "\n"));
    Files.writeString(folder.resolve("empty.log"), "");

    try (TraceReader reader = TraceReader.of(TraceSource.of(folder))) {
      Records records = new Records();
      reader.read(records);

      assertThat(reader.inputs())
          .extracting(name -> folder.relativize(Path.of(name)).toString())
          .containsExactly("a/one.log", "b.log", "c", "empty.log");
      assertThat(records.events)
          .extracting(ConnectionEvent::format)
          .containsExactly(
              TraceFormat.NETWORKTRACE,
              TraceFormat.INSPEKTOR_GADGET,
              TraceFormat.INSPEKTOR_GADGET,
              TraceFormat.NETWORKTRACE);
      assertThat(reader.findings()).extracting(Diagnostic::message).hasSize(1);
      assertThat(reader.findings().get(0).message())
          .isEqualTo("no trace, left out: nothing in it is understood; tried " + allFormats());
    }
  }

  @Test
  void the_same_file_is_read_once_and_inputs_are_sorted() throws IOException {
    Path b = write("b.log", CONNECT);
    Path a = write("a.log", CONNECT);

    try (TraceReader reader =
        TraceReader.of(
            TraceSource.of(b), TraceSource.of(folder), TraceSource.of(a), TraceSource.of(b))) {
      assertThat(reader.inputs()).containsExactly(a.toString(), b.toString());
      assertThat(reader.findings())
          .extracting(Diagnostic::message)
          .containsExactly("given twice, read once");
    }
  }

  @Test
  void what_cannot_be_read_or_understood_is_said_for_all_inputs_at_once() throws IOException {
    Path strange = write("strange.log", "hello", "{\"a\":1}");
    Path missing = folder.resolve("missing.log");

    TraceException e =
        catchThrowableOfType(
            TraceException.class,
            () -> Records.read(TraceReader.of(TraceSource.of(strange), TraceSource.of(missing))));

    assertThat(e.diagnostics())
        .extracting(d -> d.at().input() + ": " + d.message())
        .containsExactly(
            missing + ": cannot read it: no such file or folder",
            strange + ": nothing in it is understood; tried " + allFormats());
  }

  private static String allFormats() {
    return Arrays.stream(TraceFormat.values())
        .map(TraceFormat::id)
        .collect(Collectors.joining(", "));
  }

  @Test
  void a_snapshot_is_no_trace_and_named_as_what_it_is() throws IOException {
    String pod = "{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\"}}";
    for (String text :
        List.of(
            pod,
            pod.replace(",", ",\n  ").replace("{", "{\n  "),
            "{\"apiVersion\":\"v1\",\"items\":[" + pod + "],\"kind\":\"List\"}",
            "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n")) {
      write("cluster", text);
      try (TraceReader reader = TraceReader.of(TraceSource.of(folder.resolve("cluster")))) {
        assertThatThrownBy(reader::inputs)
            .as(text)
            .isInstanceOf(TraceException.class)
            .hasMessageContaining("objects of Kubernetes");
      }
    }
  }

  @Test
  void a_format_can_be_forced_and_must_then_fit() throws IOException {
    Path gadget = write("gadget.log", GADGET);

    assertThat(
            Records.read(
                    TraceReader.of(TraceSource.of(gadget)).format(TraceFormat.INSPEKTOR_GADGET))
                .events)
        .hasSize(1);
    assertThatThrownBy(
            () ->
                Records.read(
                    TraceReader.of(TraceSource.of(gadget)).format(TraceFormat.NETWORKTRACE)))
        .isInstanceOf(TraceException.class)
        .hasMessage("nothing in it is understood; read as networktrace");
  }

  @Test
  void gzip_that_breaks_off_is_read_as_far_as_it_goes() throws IOException {
    byte[] whole = gzip((CONNECT + "\n").repeat(5000));
    byte[] torn = Arrays.copyOf(whole, whole.length - 20);
    Path file = Files.write(folder.resolve("torn.gz"), torn);

    Records records = Records.read(TraceReader.of(TraceSource.of(file)));

    assertThat(records.events).hasSizeBetween(1, 5000);
    assertThat(records.skips.get(records.skips.size() - 1).excerpt()).startsWith("gzip data");
  }

  @Test
  void several_gzip_members_are_one_input() throws IOException {
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.write(gzip(CONNECT + "\n"));
    both.write(gzip(CONNECT + "\n"));

    assertThat(Records.read(Records.reader(both.toByteArray())).events).hasSize(2);
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  @Test
  void a_later_gzip_member_may_break_off_anywhere() throws IOException {
    byte[] member = gzip(CONNECT + "\n");
    for (int length = 1; length < member.length; length++) {
      byte[] torn = joined(member, Arrays.copyOf(member, length));

      Records records = Records.read(Records.reader(torn));

      assertThat(records.events).as("%d bytes", length).hasSizeBetween(1, 2);
      assertThat(records.skips)
          .as("%d bytes", length)
          .extracting(SkippedRecord::excerpt)
          .endsWith("gzip data break off");
      assertThat(records.reasons()).containsOnlyKeys(SkipReason.TORN);
    }
  }

  @Test
  void damage_between_gzip_members_is_told() throws IOException {
    byte[] member = gzip(CONNECT + "\n");
    for (int at = 0; at < 4; at++) {
      byte[] damaged = member.clone();
      damaged[at] ^= 0x60;

      Records records = Records.read(Records.reader(joined(member, damaged, member)));

      assertThat(records.events).as("byte %d", at).hasSize(1);
      assertThat(records.skips.get(0).excerpt()).startsWith("gzip data are damaged: ");
    }
    byte[] text = "something else".getBytes(StandardCharsets.UTF_8);
    assertThat(Records.read(Records.reader(joined(member, text))).reasons())
        .isEqualTo(Map.of(SkipReason.TORN, 1));
  }

  @Test
  void zeros_behind_a_gzip_member_are_padding() throws IOException {
    byte[] member = gzip(CONNECT + "\n");
    byte[] block = Arrays.copyOf(member, 512);

    Records records = Records.read(Records.reader(joined(block, block, new byte[100_000])));

    assertThat(records.events).hasSize(2);
    assertThat(records.skips).isEmpty();
  }

  @Test
  void a_gzip_header_may_have_all_its_parts() throws IOException {
    byte[] plain = gzip(CONNECT + "\n");
    byte[] fixed = {0x1f, (byte) 0x8b, 8, 2 | 4 | 8 | 16, 1, 2, 3, 4, 0, 3};
    byte[] header = joined(fixed, new byte[] {2, 0, 9, 9, 'n', 0, 'c', 0});
    CRC32 sum = new CRC32();
    sum.update(header);
    byte[] checksum = {(byte) sum.getValue(), (byte) (sum.getValue() >> 8)};
    byte[] data = Arrays.copyOfRange(plain, 10, plain.length);

    Records records = Records.read(Records.reader(joined(plain, header, checksum, data)));

    assertThat(records.events).hasSize(2);
    assertThat(records.skips).isEmpty();
    checksum[0]++;
    assertThat(Records.read(Records.reader(joined(plain, header, checksum, data))).reasons())
        .isEqualTo(Map.of(SkipReason.TORN, 1));
  }

  @Test
  void decompression_has_a_limit_with_a_name() throws IOException {
    byte[] bomb = gzip(CONNECT + "\n" + " ".repeat(5_000_000));
    ReadLimits limits = new ReadLimits(1000, 50, 1_000_000);

    assertThatThrownBy(() -> Records.read(Records.reader(bomb).limits(limits)))
        .isInstanceOf(TraceException.class)
        .hasMessage(
            "cannot read it: it decompresses to more than the limit decompressedSize of 1000000"
                + " bytes");
  }

  @Test
  void a_stream_is_kept_in_a_file_that_only_its_owner_sees_and_is_gone_after() throws IOException {
    TraceSource source =
        TraceSource.of(
            new ByteArrayInputStream(CONNECT.getBytes(StandardCharsets.UTF_8)), "<stdin>");
    try (TraceReader reader = TraceReader.of(source)) {
      Records first = new Records();
      Records second = new Records();
      reader.read(first);
      reader.read(second);
      assertThat(second.events).isEqualTo(first.events).hasSize(1);
      assertThat(source.spool().channel().isOpen()).isTrue();
    }
    assertThat(source.spool().channel().isOpen()).isFalse();
    assertThat(Path.of(System.getProperty("java.io.tmpdir")))
        .isDirectoryNotContaining("glob:**.spool");
  }

  @Test
  void a_container_log_that_ends_in_the_middle_of_a_record_says_so() {
    String prefix = "2026-11-20T12:00:01.203114000Z stdout ";
    Records records = Records.of(prefix + "F " + CONNECT, prefix + "P " + CONNECT.substring(0, 20));

    assertThat(records.events).hasSize(1);
    assertThat(records.reasons()).isEqualTo(Map.of(SkipReason.TORN, 1));
    assertThat(records.position(records.skips.get(0)).line()).isEqualTo(2);
  }

  @Test
  void docker_splits_long_lines_of_a_stream() {
    String line = CONNECT.replace("{", "{\"x\":\"" + "y".repeat(20_000) + "\",");
    String whole = line.replace("\"", "\\\"");
    int middle = 16_384;
    String log = "{\"log\":\"%s\",\"stream\":\"%s\",\"time\":\"2026-11-20T12:00:01Z\"}";
    Records records =
        Records.of(
            log.formatted(whole.substring(0, middle), "stdout"),
            log.formatted("other\\r\\n", "stderr"),
            log.formatted(whole.substring(middle) + "\\n", "stdout"),
            // A copy of the log by another tool, without ends of lines.
            log.formatted(CONNECT.replace("\"", "\\\""), "stdout"),
            log.formatted("\\n", "stdout"));

    assertThat(records.events).hasSize(2);
    assertThat(records.reasons()).isEqualTo(Map.of(SkipReason.NOT_JSON, 1, SkipReason.BLANK, 1));
    assertThat(records.position(records.skips.get(0)).line()).isEqualTo(2);
  }

  @Test
  void progress_ends_at_the_size() throws IOException {
    Path file = write("progress.log", CONNECT, CONNECT);
    long[] last = new long[1];
    try (TraceReader reader = TraceReader.of(TraceSource.of(file)).progress(n -> last[0] = n)) {
      reader.read(new Records());

      assertThat(last[0]).isEqualTo(reader.size()).isEqualTo(Files.size(file));
    }
  }

  @Test
  void a_failing_sink_fails_the_reading() throws IOException {
    Path file = write("fail.log", CONNECT, CONNECT, CONNECT);
    try (TraceReader reader = TraceReader.of(TraceSource.of(file)).partSize(64).threads(2)) {
      assertThatThrownBy(
              () ->
                  reader.<EventSink>read(
                      () ->
                          event -> {
                            throw new IllegalStateException("no");
                          }))
          .hasMessage("no");
    }
  }
}
