// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TetraCompactReaderTest extends TraceReaderContract {

  @Override
  TraceFormat format() {
    return TraceFormat.TETRA_COMPACT;
  }

  @Override
  List<String> lines() {
    return List.of(
        """
        🔌 connect default/xwing /usr/bin/curl tcp 10.32.0.19:33978 -> 104.198.14.52:443""",
        """
        🔌 connect  /usr/bin/curl tcp 192.168.1.190:36124 -> 104.198.14.52:443""",
        """
        🔌 connect default/xwing /usr/bin/café bar udp fd00::6:34965 -> fd00::1:53""");
  }

  @Test
  void colours_are_no_part_of_a_line() {
    String plain = "🔌 connect demo/web /bin/wget tcp 10.0.0.1:40000 -> 10.0.0.2:80";
    String coloured =
        "\u001b[1;34m🔌 connect\u001b[0m \u001b[32mdemo/web\u001b[0m \u001b[35m/bin/wget\u001b[0m"
            + " \u001b[36mtcp 10.0.0.1:40000 -> 10.0.0.2:80\u001b[0m";

    // Once as what the format is recognised from, once behind other lines.
    Records records = Records.of(coloured, plain, coloured);

    assertThat(records.skips).isEmpty();
    assertThat(records.events).hasSize(3).containsOnly(Records.of(plain).events.get(0));
  }
}
