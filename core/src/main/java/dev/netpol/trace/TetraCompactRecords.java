// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code tetra getevents -o compact}: a picture, what happened, the pod unless it is a process of
 * the host, the program, and of a connection its ends (tetragon, pkg/encoder/encoder.go).
 *
 * <pre>{@code
 * 🔌 connect default/xwing /usr/bin/curl tcp 10.32.0.19:33978 -> 104.198.14.52:443
 * }</pre>
 */
final class TetraCompactRecords implements RecordParser {

  // The text of a line is hostile: arguments stand between the program and the end.
  private static final Pattern LINE =
      Pattern.compile(
          "(?<kind>connect|accept|listen|close|process|exit|sendmsg|recvmsg|open(at)?|read|write|"
              + "syscall|kprobe|tracepoint|uprobe|usdt|lsm|LSM|loader|throttle|dns|http|tls|bind|"
              + "unlink|mount|pivot_root|setns|setuid|capset|clone|clock_settime|sockaddr|truncate|"
              + "mmap-[rwx]*|proc_exec_connector|bpf_load|bpf_map_create|perf_event_alloc|"
              + "security_[a-z_]{1,40})\\s(?<rest>.*)");
  private static final Pattern ENDS =
      Pattern.compile(
          "(?<head>.*\\s)?(?<protocol>[a-zA-Z]{3,6})\\s\\[?(?<saddr>[0-9a-fA-F.:]{2,45}?)]?:(?<sport>\\d{1,5})\\s->"
              + "\\s\\[?(?<daddr>[0-9a-fA-F.:]{2,45}?)]?:(?<dport>\\d{1,5})\\s*");
  private static final Pattern COLOUR = Pattern.compile("\\x1b\\[[0-9;]*m");

  /** Bytes of a line that are looked at: what is longer has arguments, and no connection. */
  private static final int LONGEST = 8192;

  private final LogEvent event = new LogEvent(TraceFormat.TETRA_COMPACT);

  TetraCompactRecords() {}

  static boolean recognises(HeadLine head) {
    String line = plain(head.line());
    return picture(line) > 0 && LINE.matcher(line.substring(picture(line))).lookingAt();
  }

  /** Where the words begin behind the picture, 0 if there is none. */
  private static int picture(String line) {
    int i = 0;
    while (i < line.length() && line.charAt(i) > 0x7f) {
      i++;
    }
    int begin = i;
    while (i < line.length() && line.charAt(i) == ' ') {
      i++;
    }
    return begin > 0 ? i : 0;
  }

  private static String plain(String line) {
    return COLOUR.matcher(line).replaceAll("");
  }

  @Override
  public boolean record(byte[] bytes, int from, int to, RecordAt at, EventSink sink) {
    int start = LogPrefix.behind(bytes, from, to);
    int end = Math.min(to, start + LONGEST);
    String text = plain(new String(bytes, start, end - start, StandardCharsets.UTF_8));
    Matcher line = LINE.matcher(text.substring(picture(text)));
    if (picture(text) == 0 || !line.matches()) {
      JsonRecords.skip(SkipReason.UNKNOWN_TYPE, bytes, from, to, at, sink);
      return false;
    }
    if (line.group("kind").equals("throttle") && line.group("rest").strip().startsWith("START")) {
      // How many it takes is told nowhere: one at least.
      sink.lost(new LostRecord(EventView.NO_TIME, "", "throttle", 1, at.place()));
      return true;
    }
    Matcher ends = ENDS.matcher(line.group("rest"));
    boolean connect = line.group("kind").equals("connect");
    if (!connect && !line.group("kind").equals("accept")) {
      JsonRecords.skip(SkipReason.NOT_A_CONNECTION, bytes, from, to, at, sink);
      return true;
    }
    if (!ends.matches()) {
      JsonRecords.skip(SkipReason.MALFORMED, bytes, from, to, at, sink);
      return true;
    }
    fill(connect, ends);
    return event.finish(bytes, from, to, at, sink);
  }

  private void fill(boolean connect, Matcher ends) {
    long local = Long.parseLong(ends.group("sport"));
    long remote = Long.parseLong(ends.group("dport"));
    event.begin(connect ? Side.CONNECT : Side.ACCEPT);
    if (connect) {
      event.initiator(ends.group("saddr"), local);
      event.responder(ends.group("daddr"), remote);
    } else {
      event.initiator(ends.group("daddr"), remote);
      event.responder(ends.group("saddr"), local);
      event.record.outcome = Outcome.ESTABLISHED;
    }
    event.protocol(ends.group("protocol"));
    event.record.uncertain = event.record.protocol == dev.netpol.model.Protocol.UDP;
    String head = ends.group("head") == null ? "" : ends.group("head");
    // A process of the node has no pod, nor has one of a pod that Tetragon does not know yet: two
    // blanks follow each other there, and the address has to tell.
    int blank = head.indexOf(' ');
    String pod = blank <= 0 ? "" : head.substring(0, blank);
    int slash = pod.indexOf('/');
    if (slash > 0) {
      event.observer(Identity.Kind.POD, pod.substring(0, slash), pod.substring(slash + 1));
    }
    event.process(0, "", head.substring(blank < 0 ? 0 : blank).strip());
  }
}
