// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.report.map;

import static dev.netpol.report.map.Town.address;
import static dev.netpol.report.map.Town.pods;
import static org.assertj.core.api.Assertions.assertThat;

import dev.netpol.report.map.Drawing.Entry;
import dev.netpol.report.map.Drawing.Frame;
import dev.netpol.report.map.Drawing.Line;
import dev.netpol.report.map.Drawing.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AtlasTest {
  private static final Place WEB = pods("shop", "web");
  private static final Place DB = pods("shop", "db");
  private static final Place METRICS = pods("watch", "metrics");

  private static Drawing draw(Town town) {
    return Atlas.of(town.map()).charts().get(0).drawing();
  }

  private static Shape shape(Drawing drawing, String name) {
    return drawing.shapes().stream().filter(it -> it.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<String> entries(Drawing drawing, String name) {
    return shape(drawing, name).entries().stream().map(Entry::label).toList();
  }

  @Test
  void puts_who_calls_left_of_who_is_called() {
    Drawing drawing = draw(new Town().link(WEB, DB, "5432").link(METRICS, WEB, "9100"));

    assertThat(shape(drawing, "metrics").x()).isLessThan(shape(drawing, "web").x());
    assertThat(shape(drawing, "web").x()).isLessThan(shape(drawing, "db").x());
  }

  @Test
  void frames_the_workloads_of_a_namespace() {
    Drawing drawing = draw(new Town().link(WEB, DB, "5432").link(METRICS, WEB, "9100"));

    assertThat(drawing.frames()).extracting(Frame::name).containsExactly("shop", "watch");
    Frame shop = drawing.frames().get(0);
    for (String name : List.of("web", "db")) {
      Shape it = shape(drawing, name);
      assertThat(it.x()).isBetween(shop.x(), shop.x() + shop.width() - it.width());
      assertThat(it.y()).isBetween(shop.y(), shop.y() + shop.height() - it.height());
    }
    assertThat(shape(drawing, "metrics").x()).isLessThan(shop.x());
  }

  @Test
  void ports_that_the_same_callers_use_alike_are_one_entry() {
    Drawing drawing =
        draw(
            new Town()
                .link(WEB, DB, "5432")
                .link(WEB, DB, "80")
                .link(WEB, DB, "9187")
                .link(METRICS, DB, "9187")
                .link(WEB, DB, "53/UDP", Tone.FAILED));

    assertThat(entries(drawing, "db")).containsExactly("53/UDP", "80, 5432", "9187");
    assertThat(drawing.lines())
        .extracting(Line::title)
        .containsExactlyInAnyOrder(
            "shop/web calls shop/db on 53/UDP (only failed): because",
            "shop/web calls shop/db on 80, 5432",
            "shop/web calls shop/db on 9187",
            "watch/metrics calls shop/db on 9187");
  }

  /** Left to ELK it would be above in one run and below in the next. */
  @Test
  void a_line_to_its_own_box_goes_around_the_top() {
    Drawing drawing = draw(new Town().link(WEB, DB, "5432").link(DB, DB, "7000"));

    Shape db = shape(drawing, "db");
    Entry entry =
        db.entries().stream().filter(it -> it.label().equals("7000")).findFirst().orElseThrow();
    assertThat(drawing.lines())
        .filteredOn(it -> it.title().equals("shop/db calls shop/db on 7000"))
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.path())
                    .matches(
                        "M%d \\d+h5v-\\d+h-%dv%dh5"
                            .formatted(
                                db.x() + db.width(), db.width() + 10, entry.y() - db.y() + 5)));
  }

  @Test
  void a_box_knows_the_lines_that_begin_and_end_at_it() {
    Drawing drawing =
        draw(new Town().link(WEB, DB, "5432").link(METRICS, WEB, "9100").link(DB, DB, "1"));

    assertThat(shape(drawing, "web").lines()).hasSize(2);
    assertThat(shape(drawing, "metrics").lines()).hasSize(1);
    assertThat(shape(drawing, "db").lines()).hasSize(2).doesNotHaveDuplicates();
    assertThat(shape(drawing, "web").title())
        .isEqualTo("shop/web (Deployment): calls 1, called by 1");
    assertThat(shape(drawing, "web").href()).isEqualTo("#policy-web");
  }

  @Test
  void lines_of_another_tone_do_not_begin_where_the_usual_ones_do() {
    Drawing drawing = draw(new Town().link(WEB, DB, "5432").link(WEB, METRICS, "80", Tone.DENIED));

    assertThat(drawing.lines().stream().map(it -> it.path().split("[hv]")[0]))
        .doesNotHaveDuplicates();
  }

  @Test
  void addresses_that_talk_alike_are_one_box() {
    Town town =
        new Town().link(address("192.0.2.7"), WEB, "443").link(WEB, address("192.0.2.7"), "25");
    for (int i = 0; i < 300; i++) {
      town.link(WEB, address("203.0.113." + i), "443");
    }

    Drawing drawing = draw(town);

    assertThat(drawing.shapes())
        .extracting(Shape::name)
        .containsExactlyInAnyOrder("web", "300 addresses", "192.0.2.7", "192.0.2.7");
    assertThat(shape(drawing, "300 addresses").title()).startsWith("203.0.113.0, 203.0.113.1");
  }

  @Test
  void addresses_that_are_all_different_do_not_hide_the_rest() {
    Town town = new Town();
    for (int i = 0; i < 300; i++) {
      town.link(WEB, address("203.0.113." + i), 1000 + i + "");
    }

    assertThat(draw(town).shapes()).hasSize(2);
  }

  @Test
  void a_box_may_lead_to_where_the_least_usual_of_its_lines_leads() {
    Place caller = new Place(Place.Kind.WORKLOAD, "a/caller", "a", "caller", "Pod", "");
    Place other = new Place(Place.Kind.WORKLOAD, "a/other", "a", "other", "Pod", "");
    Link failed = new Link(caller, address("192.0.2.1"), "443", Tone.FAILED, "", "failed-1");
    Link denied = new Link(caller, address("192.0.2.7"), "443", Tone.DENIED, "", "denied-1");
    Link later = new Link(caller, address("192.0.2.8"), "443", Tone.DENIED, "", "denied-2");
    Link allowed = new Link(other, address("192.0.2.9"), "80", Tone.SEEN, "", "");

    Drawing drawing =
        Atlas.of(TrafficMap.of(List.of(failed, later, allowed, denied)).withTargets())
            .charts()
            .get(0)
            .drawing();

    assertThat(shape(drawing, "caller").href()).isEqualTo("#denied-1");
    assertThat(shape(drawing, "other").href()).isNull();
    assertThat(drawing.shapes())
        .extracting(Shape::name)
        .containsExactlyInAnyOrder("caller", "other", "2 addresses", "192.0.2.1", "192.0.2.9");
  }

  @Test
  void a_large_map_is_an_overview_and_one_map_a_namespace() {
    Atlas atlas = Atlas.of(Town.large(8, 10));

    assertThat(atlas.charts())
        .extracting(Chart::title)
        .startsWith("Namespaces", "team-0", "team-1")
        .hasSize(9);
    Drawing overview = atlas.charts().get(0).drawing();
    assertThat(overview.shapes()).hasSize(8);
    assertThat(entries(overview, "team-3")).containsExactly("10 flows");
    assertThat(shape(overview, "team-3").href()).isEqualTo("#" + atlas.charts().get(4).id());
    Drawing part = atlas.charts().get(4).drawing();
    assertThat(part.frames()).extracting(Frame::name).containsExactly("team-3");
    assertThat(part.shapes()).hasSize(12);
    assertThat(shape(part, "team-2").x()).isLessThan(part.frames().get(0).x());
    assertThat(shape(part, "team-4").x()).isGreaterThan(part.frames().get(0).x());
  }

  @Test
  void every_workload_is_in_exactly_one_of_the_parts() {
    Atlas atlas = Atlas.of(Town.large(2, 130));

    assertThat(atlas.parts()).extracting(Chart::title).startsWith("team-0 (1 of 3)").hasSize(6);
    assertThat(
            atlas.parts().stream()
                .flatMap(it -> it.drawing().shapes().stream())
                .filter(it -> it.css().equals("workload")))
        .hasSize(260);
  }

  @Test
  void says_the_same_as_a_list() {
    Chart chart =
        Atlas.of(new Town().link(WEB, DB, "5432").link(WEB, METRICS, "80", Tone.DENIED).map())
            .charts()
            .get(0);

    assertThat(chart.rows())
        .containsExactly(
            new Chart.Row("shop/web", List.of("shop/db on 5432", "watch/metrics on 80 (denied)")));
    assertThat(chart.tones()).containsExactly(Tone.DENIED);
  }

  @Test
  void the_same_links_in_any_order_are_the_same_drawing() {
    List<Link> links = new ArrayList<>(Town.large(4, 20).links());
    Atlas atlas = Atlas.of(TrafficMap.of(links));

    Collections.reverse(links);

    assertThat(Atlas.of(TrafficMap.of(links))).isEqualTo(atlas);
  }

  @Test
  void names_are_cut_and_made_visible() {
    Drawing drawing = draw(new Town().link(pods("a", "\u202ex".repeat(50_000)), DB, "1"));

    assertThat(drawing.shapes())
        .extracting(Shape::name)
        .anyMatch(it -> it.startsWith("\\u{202e}x"));
    assertThat(drawing.shapes())
        .allMatch(it -> it.name().length() <= 26 && it.title().length() < 2_000);
    assertThat(drawing.width()).isLessThan(700);
  }

  @Test
  void everybody_who_calls_everybody_stands_in_two_columns() {
    Town town = new Town();
    for (int i = 0; i < 900; i++) {
      town.link(pods("team", "app-" + i % 30), pods("team", "app-" + i / 30), i % 3 + 80 + "");
    }

    Drawing drawing = draw(town);

    assertThat(drawing.shapes()).hasSize(60).allMatch(it -> it.note().equals("team"));
    assertThat(drawing.lines()).allMatch(it -> it.path().matches("M\\d+ \\d+h\\d+(v-?\\d+h\\d+)?"));
    assertThat(drawing.lines()).hasSize(900);
    assertThat(drawing.frames()).isEmpty();
  }
}
