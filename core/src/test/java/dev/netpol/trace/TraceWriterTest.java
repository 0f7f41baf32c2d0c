// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Labels;
import dev.netpol.model.Protocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class TraceWriterTest {

  private static final Place START = new Place(0, 0, 0);

  private interface Writing {
    void to(TraceWriter writer) throws IOException;
  }

  private static String written(Writing writing) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TraceWriter writer = new TraceWriter(bytes)) {
      writing.to(writer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static long nanos(String time) {
    Instant instant = Instant.parse(time);
    return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
  }

  private static final ConnectionEvent CONNECT =
      ConnectionEvent.connect()
          .time(nanos("2026-11-20T12:00:01.203114Z"))
          .node("node-1")
          .observer(Peer.of(Identity.pod("default", "mypod", "6b0c"), Labels.NONE))
          .container("9f1e")
          .process(9386, "wget", "/bin/wget")
          .from(IpAddress.parse("10.2.232.47"), 51514)
          .to(IpAddress.parse("1.1.1.1"), 80)
          .build();

  @Test
  void a_connect_has_the_documented_shape() {
    assertThat(written(writer -> writer.event(CONNECT)))
        .isEqualTo(
            "{\"type\":\"connect\",\"time\":\"2026-11-20T12:00:01.203114Z\",\"node\":\"node-1\","
                + "\"namespace\":\"default\",\"pod\":\"mypod\",\"podUid\":\"6b0c\","
                + "\"container\":\"9f1e\",\"pid\":9386,\"comm\":\"wget\",\"exe\":\"/bin/wget\","
                + "\"ip\":4,\"proto\":\"TCP\",\"saddr\":\"10.2.232.47\",\"sport\":51514,"
                + "\"daddr\":\"1.1.1.1\",\"dport\":80,\"outcome\":\"established\"}\n");
  }

  @Test
  void the_records_about_a_capture_have_the_documented_shape() {
    long start = nanos("2026-11-20T12:00:00Z");
    Set<Protocol> both = EnumSet.of(Protocol.TCP, Protocol.UDP);
    TraceHeader header =
        new TraceHeader(
            1,
            "node-1",
            start,
            Map.of(Side.CONNECT, both, Side.ACCEPT, both),
            new TreeMap<>(Map.of("namespaces", List.of("demo"))),
            "tp_btf/inet_sock_set_state",
            "6.1.0",
            START);
    TraceObject object =
        new TraceObject(start, "{ \"kind\": \"Pod\",\n \"a\": 1.50 }", false, START);
    String text =
        written(
            writer -> {
              writer.header(header);
              writer.object(object);
              writer.lost(new LostRecord(start, "", "ringbuf", 12, START));
              writer.end(
                  new EndRecord(
                      start, "node-1", 20311, 20299, new TreeMap<>(Map.of("ringbuf", 12L)), START));
            });

    assertThat(text.lines())
        .containsExactly(
            "{\"type\":\"trace\",\"version\":1,\"node\":\"node-1\",\"started\":\"2026-11-20T12:00:00Z\","
                + "\"covers\":{\"connect\":[\"TCP\",\"UDP\"],\"accept\":[\"TCP\",\"UDP\"]},"
                + "\"filters\":{\"namespaces\":[\"demo\"]},"
                + "\"hook\":\"tp_btf/inet_sock_set_state\",\"kernel\":\"6.1.0\"}",
            "{\"type\":\"object\",\"time\":\"2026-11-20T12:00:00Z\","
                + "\"object\":{\"kind\":\"Pod\",\"a\":1.5}}",
            "{\"type\":\"lost\",\"time\":\"2026-11-20T12:00:00Z\",\"layer\":\"ringbuf\",\"count\":12}",
            "{\"type\":\"end\",\"time\":\"2026-11-20T12:00:00Z\",\"node\":\"node-1\","
                + "\"received\":20311,\"written\":20299,\"lost\":{\"ringbuf\":12}}");
    Records read = Records.of(text);
    assertThat(read.headers).containsExactly(header);
    assertThat(read.objects)
        .extracting(TraceObject::json)
        .containsExactly("{\"kind\":\"Pod\",\"a\":1.5}");
    assertThat(read.losses).hasSize(1);
    assertThat(read.ends).extracting(EndRecord::received).containsExactly(20311L);
    assertThat(read.skips).isEmpty();
  }

  @Test
  void what_is_no_json_object_is_refused() {
    for (String json : List.of("", "7", "{", "{}\n{\"type\":\"end\"}")) {
      assertThatThrownBy(
              () -> written(writer -> writer.object(new TraceObject(0, json, false, START))))
          .as(json)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void plain_lines_are_read_without_jackson() {
    ConnectionEvent all =
        ConnectionEvent.accept()
            .time(CONNECT.time())
            .node("n")
            .observer(Peer.of(Identity.pod("a", "b", "c"), Labels.of("app", "web")))
            .process(1, "x", "/x")
            .from(IpAddress.parse("fd00::1"), 1)
            .to(IpAddress.parse("fd00::2"), 2)
            .requested(IpAddress.parse("10.0.0.1"), 3)
            .outcome(Outcome.ERROR, 113, 30)
            .repeated(4, CONNECT.time() + 5)
            .existing(true)
            .uncertain(true)
            .build();
    ConnectionEvent uncounted = uncounted(Identity.NONE);
    for (ConnectionEvent event : List.of(CONNECT, all, uncounted)) {
      byte[] line = written(writer -> writer.event(event)).strip().getBytes(StandardCharsets.UTF_8);
      byte[] padded = java.util.Arrays.copyOf(line, line.length + EightBytes.PADDING);
      NetworkTraceEvent meaning = new NetworkTraceEvent(new EventRecord(TraceFormat.NETWORKTRACE));

      assertThat(new NetworkTraceLine(meaning).parse(padded, 0, line.length)).isTrue();
    }
  }

  @Test
  void a_connection_that_another_record_counts_is_kept() {
    ConnectionEvent event = uncounted(Identity.pod("a", "b", ""));
    String text = written(writer -> writer.event(event));
    String odd = text.replace("\"count\":0", "\"c\\u006funt\":0");

    assertThat(text).contains("\"count\":0");
    assertThat(Records.of(text + odd).events).containsExactly(event, event);
    assertThat(Records.of(text.replace("\"count\":0", "\"count\":-1")).events).isEmpty();
  }

  @Test
  void an_observer_that_is_no_pod_does_not_become_one() {
    for (Identity.Kind kind : Identity.Kind.values()) {
      if (kind != Identity.Kind.POD) {
        String text =
            written(writer -> writer.event(uncounted(new Identity(kind, "shop", "node-1", "u"))));

        assertThat(text).doesNotContain("namespace", "pod");
        assertThat(Records.of(text).events).containsExactly(uncounted(Identity.NONE));
      }
    }
  }

  private static ConnectionEvent uncounted(Identity observer) {
    return ConnectionEvent.connect()
        .time(CONNECT.time())
        .node("node-1")
        .observer(Peer.of(observer, Labels.NONE))
        .from(IpAddress.parse("10.0.0.1"), 1)
        .to(IpAddress.parse("10.0.0.2"), 2)
        .repeated(0, CONNECT.time())
        .build();
  }

  @Property
  void reading_gives_what_was_written(@ForAll("events") List<ConnectionEvent> events) {
    String text =
        written(
            writer -> {
              for (ConnectionEvent event : events) {
                writer.event(event);
              }
            });

    assertThat(text.lines()).hasSameSizeAs(events);
    assertThat(Records.of(text).events).isEqualTo(events);
  }

  @Provide
  Arbitrary<List<ConnectionEvent>> events() {
    Arbitrary<String> texts =
        Arbitraries.strings().all().ofMaxLength(12).map(TraceWriterTest::whole);
    Arbitrary<IpAddress> addresses =
        Arbitraries.of("10.0.0.1", "::ffff:1.2.3.4", "fd00::7", "::1", "255.255.255.255")
            .map(IpAddress::parse);
    Arbitrary<Integer> ports = Arbitraries.integers().between(1, 65535);
    Arbitrary<Long> times = Arbitraries.longs().between(0, nanos("2200-01-01T00:00:00Z"));
    Arbitrary<Peer> pods =
        Combinators.combine(texts, texts, texts, Arbitraries.maps(texts, texts).ofMaxSize(3))
            .as(
                (namespace, name, uid, labels) ->
                    namespace.isEmpty() && name.isEmpty() && uid.isEmpty()
                        ? Peer.of(Identity.NONE, Labels.of(labels))
                        : Peer.of(Identity.pod(namespace, name, uid), Labels.of(labels)));
    Arbitrary<ConnectionEvent.Builder> ends =
        Combinators.combine(Arbitraries.of(Side.values()), pods, addresses, ports, addresses, ports)
            .as(
                (side, pod, from, sport, to, dport) ->
                    (side == Side.CONNECT ? ConnectionEvent.connect() : ConnectionEvent.accept())
                        .observer(pod)
                        .from(from, sport)
                        .to(to, dport));
    return Combinators.combine(
            ends,
            times,
            texts,
            Arbitraries.of(Protocol.values()),
            Arbitraries.of(Outcome.values()),
            Arbitraries.integers().between(0, 200),
            Arbitraries.longs().between(0, 1000),
            Arbitraries.of(true, false))
        .as(
            (builder, time, text, protocol, outcome, number, count, flag) -> {
              builder
                  .time(time)
                  .node(text)
                  .container(text)
                  .process(number, text, text)
                  .protocol(protocol)
                  .outcome(outcome, number, flag ? number : -1)
                  .repeated(count, time + number)
                  .existing(flag)
                  .uncertain(!flag && number > 100);
              return flag
                  ? builder.requested(IpAddress.parse("10.96.0.1"), 443).build()
                  : builder.build();
            })
        .list()
        .ofMaxSize(4);
  }

  /** UTF-8 cannot say half a surrogate pair. */
  private static String whole(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }
}
