// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Antrea's {@code np.log} (antrea: docs/antrea-network-policy.md, "Audit logging for Antrea-native
 * policies"), in UTC:
 *
 * <pre>{@code
 * date time table policy rule direction disposition priority appliedTo
 *     source sourcePort destination destinationPort protocol length label [[n packets in s]]
 * }</pre>
 *
 * <p>A line that stands for several packets of one second has the ports of one connection: it is
 * one. {@code appliedTo} is the pod whose policy decided.
 */
final class AntreaAuditRecords extends TextRecords {

  private static final Pattern LINE =
      Pattern.compile(
          "(\\d{4})/(\\d\\d)/(\\d\\d) (\\d\\d:\\d\\d:\\d\\d\\.\\d{1,9}) \\S+ \\S+ (?:\\S+ )?"
              + "(Ingress|Egress) (\\w+) (\\S+) (\\S+) (\\S+) (\\S+) (\\S+) (\\S+) (\\w+) \\S+(?: .*)?");

  private static final Pattern TIMED =
      Pattern.compile("\\d{4}/\\d\\d/\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d+ .*");

  private final TextFields fields = new TextFields(event);

  AntreaAuditRecords(ReadLimits limits) {
    super(TraceFormat.ANTREA_AUDIT);
  }

  static boolean recognises(HeadLine head) {
    return recognises(head, AntreaAuditRecords::new);
  }

  @Override
  @Nullable SkipReason line(String line) {
    Matcher match = LINE.matcher(line);
    if (!match.matches()) {
      return TIMED.matcher(line).matches() ? SkipReason.MALFORMED : SkipReason.NOT_A_RECORD;
    }
    SkipReason other = fields.protocol(match.group(13));
    if (other != null) {
      return other;
    }
    fields.time(
        match.group(1) + "-" + match.group(2) + "-" + match.group(3) + "T" + match.group(4) + "Z");
    event.side = match.group(5).equals("Egress") ? Side.CONNECT : Side.ACCEPT;
    event.outcome =
        switch (match.group(6)) {
          case "Drop", "Reject" -> Outcome.DENIED;
          default -> Outcome.ATTEMPTED;
        };
    fields.observer(match.group(8));
    boolean ends =
        fields.ends(
            match.group(9),
            TextFields.port(match.group(10)),
            match.group(11),
            TextFields.port(match.group(12)));
    return ends ? null : SkipReason.MALFORMED;
  }
}
