// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Protocol;
import dev.netpol.trace.Outcome;
import dev.netpol.trace.Side;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventDecoderTest {
  /** As a little-endian machine writes it. */
  private static final String CONNECT =
      """
      01 04 06 02 3ac9 5000 0000 0000 00 00 0000
      980000f0 aa240000
      15cd5b0700000000 15cd5b0700000000 40420f0000000000 2a00000000000000 0100000000000000
      0a02e82f000000000000000000000000
      01010101000000000000000000000000
      00000000000000000000000000000000
      77676574000000000000000000000000
      """;

  private static final String EXIT =
      """
      04 000000 00030000 01000000 aa240000
      15cd5b0700000000 2a00000000000000
      77676574000000000000000000000000
      """;

  @Test
  void reads_the_bytes_of_a_connect() {
    assertThat(EventDecoder.next(bytes(CONNECT)))
        .isEqualTo(
            new Event.Connection(
                123_456_789,
                123_456_789,
                1_000_000,
                42,
                1,
                0xf0000098,
                9386,
                Side.CONNECT,
                Protocol.TCP,
                Outcome.REFUSED,
                0,
                IpAddress.parse("10.2.232.47"),
                51514,
                IpAddress.parse("1.1.1.1"),
                80,
                Optional.empty(),
                false,
                false,
                "wget"));
  }

  @Test
  void reads_ipv6_ports_above_32767_and_a_name_without_an_end() {
    ByteBuffer bytes = bytes(CONNECT);
    bytes.put(EventDecoder.FAMILY, (byte) 6);
    bytes.putShort(EventDecoder.DPORT, (short) 65535);
    bytes.put(EventDecoder.DADDR, HexFormat.of().parseHex("20010db8000000000000000000000001"));
    bytes.put(EventDecoder.COMM, new byte[] {-1, 'a', 27, 'b', 'b', 'b', 'b', 'b'});
    bytes.put(EventDecoder.COMM + 8, "cccccccc".getBytes(UTF_8));

    Event.Connection event = (Event.Connection) EventDecoder.next(bytes);

    assertThat(event.destination()).isEqualTo(IpAddress.parse("2001:db8::1"));
    assertThat(event.dport()).isEqualTo(65535);
    assertThat(event.comm()).isEqualTo("\ufffda\u001bbbbbbcccccccc");
  }

  @Test
  void an_event_that_is_not_ours_is_said_to_be() {
    ByteBuffer bytes = bytes(CONNECT);
    bytes.put(EventDecoder.KIND, (byte) 9);
    assertThatThrownBy(() -> EventDecoder.next(bytes))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the kernel program reports an unknown kind: 9");
  }

  @Test
  void reads_what_was_asked_for_and_how_far_it_can_be_trusted() {
    ByteBuffer bytes = bytes(CONNECT);
    bytes.put(EventDecoder.REQUESTED_FAMILY, (byte) 4).put(EventDecoder.REQUESTED, (byte) 9);
    bytes.putShort(EventDecoder.REQUESTED_PORT, (short) 53).put(EventDecoder.FLAGS, (byte) 3);

    Event.Connection event = (Event.Connection) EventDecoder.next(bytes);

    assertThat(event.requested()).contains(new Event.Target(IpAddress.parse("9.0.0.0"), 53));
    assertThat(event.uncertain()).isTrue();
    assertThat(event.existing()).isTrue();
  }

  @Test
  void reads_one_after_the_other_whatever_their_size() {
    ByteBuffer exec = ByteBuffer.allocate(ProcessDecoder.SIZE).put(HexFormat.of().parseHex("03"));
    exec.put(ProcessDecoder.COMM, "wget".getBytes(UTF_8));
    exec.put(ProcessDecoder.PATH, "/bin/wget".getBytes(UTF_8));
    ByteBuffer all = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
    all.put(exec.array()).put(bytes(CONNECT)).put(bytes(EXIT)).flip();

    assertThat(EventDecoder.next(all)).isEqualTo(new Event.Exec(0, 0, 0, 0, "wget", "/bin/wget"));
    assertThat(EventDecoder.next(all).pid()).isEqualTo(9386);
    Event.Exit exit = (Event.Exit) EventDecoder.next(all);
    assertThat(exit).isEqualTo(new Event.Exit(123_456_789, 42, 9386, 1, "wget", 0x300));
    assertThat(exit.code()).isEqualTo(3);
    assertThat(exit.signal()).isZero();
    assertThat(all.hasRemaining()).isFalse();
  }

  @Test
  void who_is_killed_has_said_nothing() {
    Event.Exit exit = new Event.Exit(0, 0, 0, 0, "", 9);
    assertThat(exit.signal()).isEqualTo(9);
    assertThat(exit.code()).isZero();
  }

  /**
   * The compiler checks the header's numbers against its structs; this checks ours against them.
   */
  @ParameterizedTest
  @CsvSource({"EVENT, 22", "PROCESS, 9", "RANGE, 5"})
  void offsets_are_those_of_the_header(String layout, int fields) throws Exception {
    Class<?> ours =
        Map.of("EVENT", EventDecoder.class, "PROCESS", ProcessDecoder.class, "RANGE", Ranges.class)
            .get(layout);
    assertThat(constants(ours)).isEqualTo(header(layout)).hasSize(fields);
  }

  private static Map<String, Integer> header(String layout) throws IOException {
    String header = Files.readString(Path.of("../bpf/event.h"));
    Map<String, Integer> offsets = new TreeMap<>();
    Pattern.compile("#define " + layout + "_(?:AT_)?(\\w+) (\\d+)")
        .matcher(header)
        .results()
        .forEach(
            m -> offsets.put(m.group(1).toUpperCase(Locale.ROOT), Integer.valueOf(m.group(2))));
    return offsets;
  }

  private static Map<String, Integer> constants(Class<?> type) throws IllegalAccessException {
    Map<String, Integer> offsets = new TreeMap<>();
    for (Field field : type.getDeclaredFields()) {
      if (!Modifier.isPrivate(field.getModifiers()) && field.getType() == int.class) {
        offsets.put(field.getName(), field.getInt(null));
      }
    }
    return offsets;
  }

  private static ByteBuffer bytes(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
