// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lines that OVN logs for its access control lists (ovn: controller/pinctrl.c and lib/acl-log.c),
 * as {@code acl-audit-log.log} has them:
 *
 * <pre>{@code
 * <time>|<n>|acl_log(<thread>)|INFO|name="<name>", verdict=<v>, severity=<s>, direction=<d>: tcp,
 *     ...,nw_src=<ip>,nw_dst=<ip>,...,tp_src=<n>,tp_dst=<n>,tcp_flags=<flags>
 * }</pre>
 *
 * <p>{@code to-lport} is what comes to a pod, {@code from-lport} what leaves it. A packet in the
 * midst of a connection is logged, too: then the flags tell, or else the ports, who began.
 */
final class OvnAclRecords extends TextRecords {

  private static final String HEAD =
      "(?<time>\\d{4}-\\d\\d-\\d\\dT[0-9:.]{8,18}Z)\\|\\d+\\|acl_log\\([^)]{0,60}\\)\\|\\w+\\|";

  private static final Pattern LINE =
      Pattern.compile(
          HEAD
              + "name=.{1,300}?, verdict=(?<verdict>\\w+), severity=\\w+,"
              + " direction=(?<direction>to|from)-lport: (?<proto>[a-z]+)6?,(?<packet>.+)");

  private static final Pattern FIELD =
      Pattern.compile("(?:^|,)(nw_src|nw_dst|ipv6_src|ipv6_dst|tp_src|tp_dst|tcp_flags)=([^,]+)");

  /** What OVN leaves out, since it logs only so many lines a second (ovs: lib/vlog.c). */
  private static final Pattern DROPPED =
      Pattern.compile(HEAD + "Dropped (?<count>\\d{1,18}) log messages? in last \\d+ seconds.*");

  private final TextFields fields = new TextFields(event);
  private String source = "";
  private String destination = "";
  private int sourcePort;
  private int destinationPort;
  private List<String> flags = List.of();

  OvnAclRecords(ReadLimits limits) {
    super(TraceFormat.OVN_ACL);
  }

  static boolean recognises(HeadLine head) {
    return recognises(head, OvnAclRecords::new);
  }

  @Override
  @Nullable SkipReason line(String line) {
    Matcher match = LINE.matcher(line);
    if (!match.find()) {
      return line.contains("|acl_log(") ? SkipReason.MALFORMED : SkipReason.NOT_A_RECORD;
    }
    String protocol = match.group("proto");
    SkipReason other = fields.protocol(protocol);
    if (other != null) {
      return other;
    }
    fields.time(match.group("time"));
    packet(match.group("packet"));
    event.outcome =
        switch (match.group("verdict")) {
          case "drop", "reject" -> Outcome.DENIED;
          default -> Outcome.ATTEMPTED;
        };
    boolean comes = match.group("direction").equals("to");
    boolean ends =
        answer(protocol)
            ? ends(comes ? Side.CONNECT : Side.ACCEPT, comes)
            : ends(comes ? Side.ACCEPT : Side.CONNECT, comes);
    return ends ? null : SkipReason.MALFORMED;
  }

  @Override
  @Nullable LostRecord lost(String line, Place at) {
    Matcher dropped = DROPPED.matcher(line);
    return dropped.find()
        ? new LostRecord(
            Timestamps.parse(dropped.group("time")),
            "",
            "log",
            Long.parseLong(dropped.group("count")),
            at)
        : null;
  }

  private void packet(String packet) {
    source = "";
    destination = "";
    sourcePort = -1;
    destinationPort = -1;
    flags = List.of();
    Matcher field = FIELD.matcher(packet);
    while (field.find()) {
      String value = field.group(2);
      switch (field.group(1)) {
        case "nw_src", "ipv6_src" -> source = value;
        case "nw_dst", "ipv6_dst" -> destination = value;
        case "tp_src" -> sourcePort = TextFields.port(value);
        case "tp_dst" -> destinationPort = TextFields.port(value);
        default -> flags = Splitter.on('|').splitToList(value);
      }
    }
  }

  /** Whether the packet goes from the server to the client. */
  private boolean answer(String protocol) {
    // Other flags may stand beside: ece and cwr, where congestion control is agreed on.
    if (protocol.equals("tcp") && flags.contains("syn")) {
      return flags.contains("ack");
    }
    return fields.sideByPorts(sourcePort, destinationPort) == Side.ACCEPT
        && sourcePort != destinationPort;
  }

  private boolean ends(Side side, boolean comes) {
    return comes
        ? fields.ends(side, destination, destinationPort, source, sourcePort)
        : fields.ends(side, source, sourcePort, destination, destinationPort);
  }
}
