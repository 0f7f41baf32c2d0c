// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

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
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EventDecoderTest {
  /** As a little-endian machine writes it. */
  private static final String CONNECT =
      """
      15cd5b0700000000 40420f0000000000 2a00000000000000 0100000000000000
      980000f0 aa240000 01 04 06 02 3ac9 5000 0000 0000 00 000000
      0a02e82f000000000000000000000000
      01010101000000000000000000000000
      00000000000000000000000000000000
      77676574000000000000000000000000
      """;

  @Test
  void reads_the_bytes_of_a_connect() {
    assertThat(EventDecoder.decode(bytes(CONNECT), 0))
        .isEqualTo(
            new Event(
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
                "wget"));
  }

  @Test
  void reads_ipv6_ports_above_32767_and_a_name_without_an_end() {
    ByteBuffer bytes = bytes(CONNECT);
    bytes.put(EventDecoder.FAMILY, (byte) 6);
    bytes.putShort(EventDecoder.DPORT, (short) 65535);
    bytes.put(EventDecoder.DADDR, HexFormat.of().parseHex("20010db8000000000000000000000001"));
    bytes.put(EventDecoder.COMM, new byte[] {-1, 'a', 27, 'b', 'b', 'b', 'b', 'b'});
    bytes.put(EventDecoder.COMM + 8, "cccccccc".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    Event event = EventDecoder.decode(bytes, 0);

    assertThat(event.destination()).isEqualTo(IpAddress.parse("2001:db8::1"));
    assertThat(event.dport()).isEqualTo(65535);
    assertThat(event.comm()).isEqualTo("\ufffda\u001bbbbbbcccccccc");
  }

  @Test
  void an_event_that_is_not_ours_is_said_to_be() {
    ByteBuffer bytes = bytes(CONNECT);
    bytes.put(EventDecoder.KIND, (byte) 9);
    assertThatThrownBy(() -> EventDecoder.decode(bytes, 0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the kernel program reports an unknown kind: 9");
  }

  /** The compiler checks the header's numbers against its struct; this checks ours against them. */
  @Test
  void offsets_are_those_of_the_header() throws Exception {
    assertThat(ours()).isEqualTo(headers()).hasSize(20);
  }

  private static Map<String, Integer> headers() throws IOException {
    String header = Files.readString(Path.of("../bpf/event.h"));
    Map<String, Integer> offsets = new TreeMap<>();
    Pattern.compile("#define EVENT_(?:AT_)?(\\w+) (\\d+)")
        .matcher(header)
        .results()
        .forEach(
            m -> offsets.put(m.group(1).toUpperCase(Locale.ROOT), Integer.valueOf(m.group(2))));
    return offsets;
  }

  private static Map<String, Integer> ours() throws IllegalAccessException {
    Map<String, Integer> offsets = new TreeMap<>();
    for (Field field : EventDecoder.class.getDeclaredFields()) {
      if (Modifier.isStatic(field.getModifiers()) && field.getType() == int.class) {
        offsets.put(field.getName(), field.getInt(null));
      }
    }
    return offsets;
  }

  private static ByteBuffer bytes(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
    assertThat(bytes).hasSize(EventDecoder.SIZE);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
