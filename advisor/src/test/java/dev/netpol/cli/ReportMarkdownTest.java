// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.report.ReportMarkdown;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report as a comment. */
class ReportMarkdownTest {
  @TempDir Path folder;

  @Test
  void is_never_longer_than_a_comment_may_be() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      lines.add(Traces.connect(i, "w" + i, "10.0.0.1", "9." + i / 250 + "." + i % 250 + ".9", 80));
      lines.add("not json " + i);
    }

    String text = markdown(lines);

    assertThat(text).hasSizeBetween(30_000, ReportMarkdown.LIMIT);
    assertThat(text).containsPattern("\\*[0-9,]+ flows more left out, to fit a comment\\.\\*");
    assertThat(text).contains("*1 policy without detail, to fit a comment.*");
    assertThat(text).contains("## Network policies: 1 policy for 1 workload");
    assertThat(text).contains("Every record accounted for", "How this was made");
    assertThat(count(text, "<details>")).isEqualTo(count(text, "</details>"));
  }

  @Test
  void leaves_nothing_out_where_all_fits() throws IOException {
    assertThat(markdown(List.of(Traces.connect(7, "wget", "10.0.0.1", "10.0.0.2", 5432))))
        .doesNotContain("to fit a comment")
        .contains("`from pods app=web on 5432/TCP`", "by wget, from shop/web`<br>`");
  }

  @Test
  void text_from_a_trace_stays_text() throws IOException {
    String hostile = "`|</details><img src=x>@octocat [x](http://x)\\u202e\\n# h";

    String text = markdown(List.of(Traces.connect(7, hostile, "10.0.0.1", "10.0.0.2", 5432)));

    // In code, where neither HTML nor a mention is one.
    assertThat(text)
        .contains("by \\x60\\|</details><img src=x>@octocat [x](http://x)\\u{202e}\\n# h, from");
    assertThat(text.lines()).noneMatch(line -> line.startsWith("# h"));
    for (String line : text.lines().filter(it -> it.contains("octocat")).toList()) {
      String before = line.substring(0, line.indexOf("octocat"));
      assertThat(before.chars().filter(c -> c == '`').count() % 2).as(line).isEqualTo(1);
    }
  }

  private String markdown(List<String> connections) throws IOException {
    List<String> lines = new ArrayList<>(List.of(Traces.HEADER, Traces.WEB, Traces.DB));
    lines.addAll(connections);
    lines.add(Traces.END);
    Path trace = Traces.write(folder.resolve("a.log"), lines.toArray(String[]::new));
    Run run = Run.of("report", "--input", trace.toString(), "--format", "markdown");
    assertThat(run.code()).as(run.err()).isZero();
    return run.out();
  }

  private static int count(String text, String part) {
    return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
  }
}
