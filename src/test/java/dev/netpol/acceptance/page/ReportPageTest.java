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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The page that {@code report --format html} writes, in a real browser. */
@Tag("any-jdk")
@ResourceLock("the browser")
class ReportPageTest {
  @TempDir static Path folder;

  private static Browser browser;
  private static Path shop;
  private static Path boutique;

  @BeforeAll
  static void open_a_browser() {
    browser = Browser.shared();
    shop = page("shop.html", "--input", "docs/shop.log", "--pod-cidr", "172.30.0.0/16");
    boutique =
        page(
            "boutique.html",
            "--input",
            Sample.ONLINE_BOUTIQUE.folder().resolve("networktrace.log").toString(),
            "--snapshot",
            Sample.ONLINE_BOUTIQUE.folder().resolve("cluster.yaml").toString());
  }

  @AfterEach
  void as_before() {
    browser.scripts(true).dark(false).wide(1280);
  }

  private static Path page(String name, String... options) {
    Path file = folder.resolve(name);
    Program.advisor("report")
        .and(options)
        .and("--format", "html", "--output", file + "")
        .run()
        .orFail();
    return file;
  }

  @Test
  void opens_without_a_complaint_and_asks_nobody() {
    browser.wide(1280).show(boutique);

    assertThat(browser.find("h1").getText()).isEqualTo("Network policies for review");
    assertThat(browser.all(".policy")).hasSize(12);
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests()).hasSize(1).allMatch(it -> it.contains("boutique.html"));
    browser.screenshot("boutique-light-1280");
  }

  @Test
  void says_first_what_makes_the_advice_unsafe() {
    browser.show(shop);

    WebElement first = browser.find("#unsafe-would-be-cut");
    assertThat(first.getText()).startsWith("1 flow that worked would be cut");
    assertThat(first.getLocation().getY()).isLessThan(browser.find(".tiles").getLocation().getY());
    browser.screenshot("shop-light-1280");
  }

  @Test
  void shows_the_evidence_beside_each_rule() {
    browser.show(boutique);
    WebElement policy = browser.find(".policy");
    assertThat(policy.findElements(By.cssSelector(".beside pre > span")))
        .noneMatch(WebElement::isDisplayed);

    browser.find(".policy > summary").sendKeys(Keys.ENTER);

    assertThat(policy.getText())
        .contains("app: frontend", "1 connection in 1 flow", "by server", "pods that get these");
    browser.screenshot("boutique-policy-1280");
  }

  @Test
  void copies_a_policy() {
    browser.show(boutique);
    browser.find(".policy > summary").click();

    browser.find(".policy .copy").click();

    assertThat(browser.find(".policy .copy").getText()).isEqualTo("Copied");
    assertThat(browser.clipboard())
        .startsWith("apiVersion: networking.k8s.io/v1")
        .isEqualTo(browser.run("return document.querySelector('pre[data-copy]').textContent"));
  }

  @Test
  void what_stands_in_parts_is_selected_as_one_text() {
    browser.show(boutique);
    browser.find(".policy > summary").click();

    Object selected =
        browser.run(
            """
            const pre = document.querySelector('.policy pre');
            getSelection().selectAllChildren(pre);
            return getSelection().toString().trimEnd() === pre.textContent.trimEnd();
            """);

    assertThat(browser.all(".policy[open] pre > span")).hasSizeGreaterThan(3);
    assertThat(selected).isEqualTo(true);
  }

  @Test
  void filters_policies() {
    browser.show(boutique);

    browser.find("#filter").sendKeys("redis-cart cartservice");

    assertThat(browser.all(".policy").stream().filter(WebElement::isDisplayed)).hasSize(2);
    assertThat(browser.find("#status").getAttribute("textContent"))
        .isEqualTo("2 of 12 policies shown");
  }

  @Test
  void opens_the_policy_that_a_link_names() {
    browser.show(boutique);
    browser.all("details > summary").get(0).click();

    browser.find("a[href='#policy-3']").click();

    assertThat(browser.find("#policy-3").getAttribute("open")).isEqualTo("true");
  }

  @Test
  void is_dark_where_the_reader_wants_it_dark() {
    browser.dark(true).show(boutique);

    assertThat(browser.run("return getComputedStyle(document.body).backgroundColor"))
        .isEqualTo("rgb(20, 23, 27)");
    browser.screenshot("boutique-dark-1280");
  }

  @Test
  void fits_a_narrow_screen() {
    for (Path page : List.of(shop, boutique)) {
      browser.wide(400).show(page);
      browser.run("document.querySelectorAll('details').forEach(it => it.open = true)");

      assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
          .as(page.toString())
          .isLessThanOrEqualTo(400);
      browser.screenshot(page.getFileName().toString().replace(".html", "-400"));
    }
  }

  @Test
  void works_with_scripts_off() {
    browser.scripts(false).show(boutique);

    browser.find(".policy > summary").click();

    assertThat(browser.find(".policy .beside pre > span").isDisplayed()).isTrue();
    assertThat(browser.all("#filter, .copy")).isEmpty();
  }

  @Test
  void shows_on_paper_what_is_closed_on_the_screen() {
    browser.scripts(false).show(boutique);
    WebElement policy = browser.find(".policy");

    assertThat(policy.getSize().getHeight()).isLessThan(100);
    browser.printed(true);
    try {
      assertThat(policy.getSize().getHeight())
          .isGreaterThan(
              policy.findElement(By.cssSelector("pre > :last-child")).getRect().getY()
                  - policy.getRect().getY());
      assertThat(browser.find("nav").isDisplayed()).isFalse();
    } finally {
      browser.printed(false);
    }
  }

  @Test
  void keeps_nobody_out() throws IOException {
    for (boolean dark : new boolean[] {false, true}) {
      for (Path page : List.of(shop, boutique)) {
        browser.dark(dark).show(page);
        browser.run("document.querySelectorAll('details').forEach(it => it.open = true)");

        assertThat(browser.barriers()).as("%s dark=%s", page, dark).isEmpty();
      }
    }
  }

  @Test
  void begins_with_a_link_past_the_links() {
    browser.show(boutique);

    browser.find("body").sendKeys(Keys.TAB);

    assertThat(browser.run("return document.activeElement.className")).isEqualTo("skip");
    browser.run("return document.activeElement.click()");
    assertThat(browser.run("return document.activeElement.id")).isEqualTo("main");
  }

  @Test
  void has_its_headings_in_order() {
    browser.show(boutique);

    List<?> levels =
        (List<?>)
            browser.run(
                "return [...document.querySelectorAll('h1, h2, h3, h4')].map(it => +it.tagName[1])");

    long before = 0;
    for (Object level : levels) {
      assertThat((Long) level).isLessThanOrEqualTo(before + 1);
      before = (Long) level;
    }
  }

  @Test
  void hostile_text_stays_text() throws IOException {
    Path page = page("hostile.html", "--input", hostile().toString());

    browser.show(page);
    browser.run("document.querySelectorAll('details').forEach(it => it.open = true)");

    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests()).hasSize(1);
    assertThat(browser.run("return typeof window.pwned")).isEqualTo("undefined");
    assertThat(browser.all("img, iframe, object, embed, form, link, base")).isEmpty();
    assertThat(browser.all("script")).hasSize(1);
    assertThat(browser.all("style")).hasSize(1);
    assertThat(browser.find("main").getText())
        .contains("</script><script>window.pwned=1</script>")
        .doesNotContain("\u202e", "\u2066");
    assertThat((Long) browser.run("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(1280);
  }

  /** The sample's trace, of a process and a pod with names that try everything. */
  private static Path hostile() throws IOException {
    String name =
        "</script><script>window.pwned=1</script><img src=x onerror=window.pwned=1>"
            + "\\\" onmouseover=window.pwned=1 ' `${7*7}` @if(true) {{1}}\\u202e\\u2066\\u0000"
            + "</style><style>*{display:none}</style><base href=//x><!--";
    String text =
        Sample.text(Repository.ROOT.resolve("docs/shop.log"))
            .replace("\"comm\":\"nginx\"", "\"comm\":\"" + name + "\"")
            .replace("\"name\":\"web\"", "\"name\":\"" + name + "\"")
            .replace("\"app\":\"web\"", "\"app\":\"" + name + "w".repeat(100_000) + "\"");
    return Files.writeString(folder.resolve("hostile.log"), text);
  }
}
