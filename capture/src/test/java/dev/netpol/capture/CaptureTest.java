// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.model.IpAddress;
import dev.netpol.model.Protocol;
import dev.netpol.trace.Outcome;
import dev.netpol.trace.Side;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureTest {
  private static final String UID = "eb653d22-2525-47ca-9fc4-3762497ae1d2";
  private static final String ID =
      "84e9ffffe97fea4c5a0f01d401611cbafbf7e559fc6190ed74abfc2b25e889d4";

  /** 2026-11-20T12:00:00Z. */
  private static final long NOON = 1_795_176_000L * 1_000_000_000;

  @TempDir Path mount;

  @Test
  void writes_what_the_kernel_reports_in_the_words_of_the_trace_format() throws Exception {
    Path cgroup = Files.createDirectories(mount.resolve("kubepods/pod" + UID + "/" + ID));
    long id = (Long) Files.getAttribute(cgroup, "unix:ino");
    Scripted source = new Scripted();
    source.batch(0, connect(id, 1, 1_000_000, 9386, "wg\u001bet"), accept(-1, 2));
    source.batch(3, connect(-1, 3, 0, 0, ""));

    assertThat(captured(source))
        .isEqualTo(
            """
            {"type":"trace","version":1,"node":"n1","started":"1970-01-01T00:00:00Z",\
            "covers":{"connect":["TCP"],"accept":["TCP"]},"filters":{},"hook":"scripted","kernel":"6.1.0"}
            {"type":"connect","time":"2026-11-20T12:00:00.000000001Z","node":"n1","podUid":"UID",\
            "container":"ID","pid":9386,"comm":"wg\\u001Bet","ip":4,"proto":"TCP","saddr":"10.0.0.1","sport":40000,\
            "daddr":"10.0.0.2","dport":80,"outcome":"refused","elapsedMs":1}
            {"type":"accept","time":"2026-11-20T12:00:00.000000002Z","node":"n1","ip":4,"proto":"TCP",\
            "saddr":"10.0.0.1","sport":40000,"daddr":"10.0.0.2","dport":80,"outcome":"established"}
            {"type":"connect","time":"2026-11-20T12:00:00.000000003Z","node":"n1","ip":4,"proto":"TCP",\
            "saddr":"10.0.0.1","sport":40000,"daddr":"10.0.0.2","dport":80,"outcome":"refused"}
            {"type":"lost","time":"2026-11-20T12:00:00Z","node":"n1","layer":"ringbuf","count":3}
            {"type":"end","time":"2026-11-20T12:00:00Z","node":"n1","received":3,"written":3,\
            "lost":{"missed":0,"ringbuf":3,"stash":0,"udp":0}}
            """
                .replace("UID", UID)
                .replace("ID", ID));
  }

  @Test
  void what_happened_before_the_stop_is_still_written_and_nothing_waits_for_ever()
      throws Exception {
    Scripted source = new Scripted();
    source.stopAtOnce = true;
    source.batch(0, accept(-1, -2));
    source.batch(0, accept(-1, 5)); // after the stop: the last to be asked for
    source.batch(0, accept(-1, 6));

    assertThat(captured(source).lines()).hasSize(4).last().asString().contains("\"received\":2");
  }

  /** Whoever ends a capture waits for it, and each question to the kernel takes a while. */
  @Test
  void what_has_not_ended_is_asked_for_once() throws Exception {
    Scripted source = new Scripted();
    source.unended.add(connect(-1, 4, 0, 0, ""));

    assertThat(captured(source).lines()).hasSize(3);
    assertThat(source.askedForUnended).isEqualTo(1);
  }

  /** One was opened while the open ones were looked up: it is not there twice. */
  @Test
  void connections_that_were_open_are_written_once_and_after_those_seen_to_open() throws Exception {
    Files.createDirectories(mount.resolve("1/ns"));
    Files.createSymbolicLink(mount.resolve("1/ns/net"), Path.of("net:[42]"));
    Files.createDirectories(mount.resolve("2/ns"));
    Files.createSymbolicLink(mount.resolve("2/ns/net"), Path.of("net:[42]"));
    Scripted source = new Scripted();
    source.batch(0, accept(-1, 5));
    source.open.add(open(40000));
    source.open.add(open(40001));

    List<String> lines = captured(source, Optional.of(mount)).lines().toList();

    assertThat(source.asked).as("the namespace, by one of its processes").hasSize(1);
    assertThat(lines).hasSize(4);
    assertThat(lines.get(1)).contains("\"sport\":40000").doesNotContain("existing");
    assertThat(lines.get(2)).contains("\"sport\":40001").contains("\"existing\":true");
  }

  private static Event.Connection open(int port) {
    return new Event.Connection(
        4,
        4,
        0,
        -1,
        1,
        0,
        0,
        Side.ACCEPT,
        Protocol.TCP,
        Outcome.ESTABLISHED,
        0,
        IpAddress.parse("10.0.0.1"),
        port,
        IpAddress.parse("10.0.0.2"),
        80,
        Optional.empty(),
        false,
        true,
        "");
  }

  private String captured(Scripted source) throws Exception {
    return captured(source, Optional.empty());
  }

  private String captured(Scripted source, Optional<Path> existing) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    TraceLog log =
        new TraceLog(LineOutput.of(out), Recording.header("n1", source, "6.1.0"), List.of());
    Capture capture =
        Recording.capture(source, new CgroupTable(mount), "n1", log, () -> NOON, mount, existing);
    log.begin();
    capture.run(source::done);
    log.end(NOON, capture.received(), capture.lost());
    return out.toString(UTF_8);
  }

  private static ByteBuffer connect(long cgroup, long time, long elapsed, int pid, String comm) {
    ByteBuffer event = event(1, 2, cgroup, time);
    event.putLong(EventDecoder.ELAPSED, elapsed).putInt(EventDecoder.PID, pid);
    return event.put(EventDecoder.COMM, comm.getBytes(UTF_8));
  }

  private static ByteBuffer accept(long cgroup, long time) {
    return event(2, 1, cgroup, time);
  }

  private static ByteBuffer event(int kind, int outcome, long cgroup, long time) {
    return ByteBuffer.allocate(EventDecoder.SIZE)
        .order(java.nio.ByteOrder.nativeOrder())
        .putLong(EventDecoder.TIME, time)
        .putLong(EventDecoder.LAST, time)
        .putLong(EventDecoder.CGROUP, cgroup)
        .putLong(EventDecoder.COUNT, 1)
        .put(EventDecoder.KIND, (byte) kind)
        .put(EventDecoder.FAMILY, (byte) 4)
        .put(EventDecoder.PROTOCOL, (byte) 6)
        .put(EventDecoder.OUTCOME, (byte) outcome)
        .putShort(EventDecoder.SPORT, (short) 40000)
        .putShort(EventDecoder.DPORT, (short) 80)
        .put(EventDecoder.SADDR, new byte[] {10, 0, 0, 1})
        .put(EventDecoder.DADDR, new byte[] {10, 0, 0, 2});
  }

  /** Gives what it was told to, batch by batch. */
  private static final class Scripted implements EventSource {
    private record Batch(long lost, ByteBuffer... events) {}

    private final Queue<Batch> batches = new ArrayDeque<>();
    private final long[] lost = new long[LAYERS.size()];
    private final List<Event.Connection> open = new ArrayList<>();
    private final List<Path> asked = new ArrayList<>();
    private final List<ByteBuffer> unended = new ArrayList<>();
    private int askedForUnended;
    private boolean stopAtOnce;

    void batch(long lostMeanwhile, ByteBuffer... events) {
      batches.add(new Batch(lostMeanwhile, events));
    }

    boolean done() {
      return stopAtOnce || batches.isEmpty();
    }

    @Override
    public String hook() {
      return "scripted";
    }

    @Override
    public void drain(ByteBuffer into, int millis) {
      Batch batch = batches.poll();
      if (batch == null) {
        into.position(0).limit(0);
        return;
      }
      lost[0] += batch.lost();
      fill(into, List.of(batch.events()));
    }

    private static void fill(ByteBuffer into, List<ByteBuffer> events) {
      int at = 0;
      for (ByteBuffer event : events) {
        into.limit(at + EventDecoder.SIZE).put(at, event.array());
        at += EventDecoder.SIZE;
      }
      into.position(0).limit(at);
    }

    @Override
    public Map<Side, Set<Protocol>> covers() {
      return Map.of(Side.CONNECT, Set.of(Protocol.TCP), Side.ACCEPT, Set.of(Protocol.TCP));
    }

    @Override
    public List<String> attached() {
      return List.of("scripted");
    }

    @Override
    public List<Refusal> refusals() {
      return List.of();
    }

    @Override
    public void choose(long cgroup, boolean wanted) {}

    @Override
    public void folded(ByteBuffer into) {
      into.position(0).limit(0);
    }

    @Override
    public void unended(ByteBuffer into) {
      askedForUnended++;
      fill(into, unended);
      unended.clear();
    }

    @Override
    public List<Event.Connection> existing(Path netns) {
      asked.add(netns);
      return open;
    }

    @Override
    public long[] lost() {
      return lost.clone();
    }

    @Override
    public long epoch() {
      return NOON;
    }

    @Override
    public void close() {}
  }
}
