// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.acceptance.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.acceptance.Program;
import dev.netpol.acceptance.Repository;
import dev.netpol.acceptance.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The map on the pages of {@code report}, {@code check} and {@code diff}, in a real browser. */
@Tag("any-jdk")
@ResourceLock("the browser")
class MapPageTest {
  private static final String LIT =
      "return [...arguments[0].querySelectorAll('.lit')]"
          + ".filter(it => getComputedStyle(it).display !== 'none')"
          + ".reduce((sum, it) => sum + it.getAttribute('d').split('M').length - 1, 0)";

  @TempDir static Path folder;

  private static Browser browser;
  private static Path boutique;
  private static Path town;

  @BeforeAll
  static void pages() throws IOException {
    browser = Browser.shared();
    boutique = report("map-boutique", Sample.ONLINE_BOUTIQUE.trace());
    Path log = folder.resolve("town.log");
    Program.of(
            Repository.JAVA.toString(),
            "src/bench/java/dev/netpol/bench/GenerateTown.java",
            log.toString(),
            "15",
            "300",
            "2000")
        .run()
        .orFail();
    town = report("map-town", log);
  }

  @AfterEach
  void as_before() {
    browser.scripts(true).dark(false).wide(1280);
  }

  private static Path report(String name, Path log, String... options) {
    Path page = folder.resolve(name + ".html");
    Program.Result result =
        Program.advisor("report", "--input", log.toString())
            .and(options)
            .and("--format", "html", "--output", page.toString())
            .run();
    assertThat(result.code()).as(result.err()).isLessThan(2);
    return page;
  }

  private static Path page(String name, String command, String... options) throws IOException {
    Program.Result result = Program.advisor(command).and(options).and("--format", "html").run();
    assertThat(result.code()).as(result.err()).isLessThan(2);
    return Files.writeString(folder.resolve(name + ".html"), result.out());
  }

  private static WebElement box(String name) {
    return browser.all(".map .box").stream()
        .filter(it -> it.findElement(By.cssSelector(".name")).getText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void shows_every_workload_and_the_ports_it_is_called_on() {
    browser.show(boutique);

    assertThat(browser.all(".map .box")).hasSize(13);
    assertThat(box("cartservice").getText()).contains("Deployment", "7070");
    assertThat(box("redis-cart").getLocation().getX())
        .isGreaterThan(box("cartservice").getLocation().getX());
  }

  @Test
  void lights_the_lines_of_the_box_under_the_pointer() {
    browser.show(boutique);
    browser.run("document.getElementById('map').scrollIntoView()");
    WebElement cart = box("cartservice");
    assertThat(browser.run(LIT, cart)).isEqualTo(0L);

    browser.point(cart);

    assertThat(browser.run(LIT, cart)).isEqualTo(2L);
    assertThat(browser.run(LIT, browser.find("main"))).isEqualTo(2L);
    assertThat(browser.run("return getComputedStyle(document.querySelector('.lit')).fill"))
        .isEqualTo("none");
    assertThat(browser.run("return getComputedStyle(document.querySelector('.lines')).opacity"))
        .isEqualTo("0.25");
    browser.screenshot("map-boutique-pointed-1280");
  }

  @Test
  void lights_the_lines_of_the_box_that_has_the_focus() {
    browser.show(boutique);
    WebElement cart = box("cartservice");

    browser.run("arguments[0].focus()", cart);

    assertThat(browser.run(LIT, cart)).isEqualTo(2L);
  }

  @Test
  void leads_from_a_box_to_its_policy_also_with_scripts_off() {
    for (boolean scripts : new boolean[] {true, false}) {
      browser.scripts(scripts).show(boutique);

      box("cartservice").click();

      List<WebElement> open = browser.all(".policy[open]");
      assertThat(open).hasSize(1);
      assertThat(open.get(0).getText()).startsWith("demo/cartservice-network");
      assertThat(open.get(0).findElement(By.cssSelector(".beside pre > span")).isDisplayed())
          .isTrue();
    }
  }

  @Test
  void says_the_same_as_a_list() {
    browser.show(boutique);
    browser.find("#map-1 + details > summary").click();

    assertThat(browser.find("#map-1 + details").getText())
        .contains("demo/cartservice calls\ndemo/redis-cart on 6379\ndemo/checkoutservice calls\n");
  }

  @Test
  void a_large_cluster_is_an_overview_that_leads_to_a_map_for_each_namespace() {
    browser.show(town);
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.all(".part")).hasSize(16);
    assertThat(browser.find("#policies + p").getText())
        .endsWith("--format report-json names the others, too.");
    assertThat(browser.all("article:has(.record ~ .record, details)")).isEmpty();
    browser.run("document.getElementById('map').scrollIntoView()");
    browser.screenshot("map-town-light-1280");

    box("team-03").click();

    assertThat(browser.all(".part[open]")).hasSize(1);
    assertThat(browser.find(".part[open]").getText()).startsWith("team-03").contains("gateway");
    browser.screenshot("map-town-part-1280");
  }

  @Test
  void fits_every_screen_in_light_and_dark() {
    for (Map.Entry<String, Path> page : Map.of("town", town, "boutique", boutique).entrySet()) {
      for (int wide : new int[] {1280, 400}) {
        for (boolean dark : new boolean[] {false, true}) {
          browser.wide(wide).dark(dark).show(page.getValue());
          browser.run("document.getElementById('map').scrollIntoView()");

          assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
              .isLessThanOrEqualTo(wide);
          browser.screenshot("map-" + page.getKey() + (dark ? "-dark-" : "-light-") + wide);
        }
      }
    }
  }

  @Test
  void a_denied_flow_leads_to_its_explanation() throws IOException {
    Path policy =
        Files.writeString(
            folder.resolve("closed.yaml"),
            """
            apiVersion: networking.k8s.io/v1
            kind: NetworkPolicy
            metadata: {name: closed, namespace: demo}
            spec: {podSelector: {matchLabels: {app: cartservice}}, policyTypes: [Ingress]}
            """);
    Path page =
        page(
            "map-check",
            "check",
            "--policies",
            policy.toString(),
            "--input",
            "samples/online-boutique/networktrace.log",
            "--snapshot",
            "samples/online-boutique/cluster.yaml");
    browser.scripts(false).show(page);

    WebElement line = browser.find(".map a.denied");
    browser.screenshot("map-check-1280");
    line.sendKeys(Keys.ENTER);

    assertThat(browser.find("li:target").getText())
        .contains("isolated by demo/closed", "without a rule");
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests()).hasSize(1);
  }

  @Test
  void keeps_nobody_out() throws IOException {
    Path diff =
        page(
            "map-diff",
            "diff",
            "docs/connectivity/old.yaml",
            "docs/connectivity/new.yaml",
            "--snapshot",
            "samples/online-boutique/cluster.yaml");
    for (boolean dark : new boolean[] {false, true}) {
      browser.dark(dark).show(diff);
      browser.screenshot("map-diff" + (dark ? "-dark" : "-light"));
      assertThat(browser.barriers()).as("dark=%s", dark).isEmpty();
      assertThat(browser.complaints()).isEmpty();
    }
  }

  @Test
  void names_that_try_everything_stay_text() throws IOException {
    String name = "</text></svg><script>window.pwned=1</script><img src=x onerror=window.pwned=1>";
    String log =
        Sample.text(Repository.ROOT.resolve("docs/shop.log"))
            .replace(
                "\"name\":\"web\"", "\"name\":\"" + name + "\\u202e" + "w".repeat(100_000) + "\"")
            .replace(
                "\"namespace\":\"shop\"", "\"namespace\":\"\\\" onload=window.pwned=1 x=\\\"\"");
    Path file = Files.writeString(folder.resolve("hostile-map.log"), log);

    browser.show(report("map-hostile", file));

    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.run("return typeof window.pwned")).isEqualTo("undefined");
    assertThat(browser.all("script")).hasSize(1);
    assertThat(browser.all("img")).isEmpty();
    assertThat(browser.all(".map .frame")).hasSize(1);
    assertThat(browser.find("#map-1 .map").getText())
        .contains("</text></svg>")
        .doesNotContain("\u202e");
    assertThat(
            (Long) browser.run("return document.querySelector('#map-1 .map').width.baseVal.value"))
        .isLessThan(1_600);
  }

  @Test
  void shows_each_sample() {
    for (Sample sample : Sample.all().toList()) {
      String name = "map-" + sample.folder().getFileName();
      Path page = report(name, sample.trace(), options(sample));
      for (int wide : new int[] {1280, 400}) {
        for (boolean dark : new boolean[] {false, true}) {
          browser.wide(wide).dark(dark).show(page);
          browser.screenshot(name.replace("map-", "") + (dark ? "-dark-" : "-light-") + wide);
          browser.run("document.getElementById('map').scrollIntoView()");

          assertThat(browser.all(".map .box")).isNotEmpty();
          assertThat(browser.complaints()).isEmpty();
          browser.screenshot(name + (dark ? "-dark-" : "-light-") + wide);
        }
      }
    }
  }

  private static String[] options(Sample sample) {
    return sample.options().stream()
        .map(it -> it.startsWith("cluster.") ? sample.folder().resolve(it).toString() : it)
        .toArray(String[]::new);
  }
}
