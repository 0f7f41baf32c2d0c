// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.trace;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Whatever stands where a format has something else: every record is one call, nothing is thrown,
 * and what is handed on can be looked at.
 */
class JsonLogLaws {

  private static final JsonMapper MAPPER = new JsonMapper();

  private static final List<TraceReaderContract> FORMATS =
      List.of(
          new HubbleReaderTest(),
          new TetragonReaderTest(),
          new CalicoReaderTest(),
          new GadgetTcpReaderTest(),
          new FalcoReaderTest(),
          new InspektorGadgetReaderTest(),
          new InspektorGadget2020ReaderTest());

  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "false",
          "0",
          "-1",
          "65536",
          "9223372036854775807",
          "-9223372036854775808",
          "99999999999999999999999999",
          "1e400",
          "0.5",
          "\"\"",
          "\"-\"",
          "\"*\"",
          "\"/\"",
          "\"<NA>\"",
          "\"0.0.0.0\"",
          "\"::\"",
          "\"fe80::1%eth0\"",
          "\"256.1.1.1\"",
          "\"2026-13-40T99:99:99Z\"",
          "\"a=b,c|=,=d, | ,e=f=g\"",
          "\"\\ud800\"",
          "\"\\u0000\\u001b[2J\\n\"",
          "\"K\u00e9\u6f22\uD83D\uDE00\"",
          "[]",
          "[[[[\"k8s:a=b\",null,{},7]]]]",
          "[\"k8s:\",\"=\",\"k8s:=x\",\"any:app=x\",\"\"]",
          "{}",
          "{\"\":\"\",\"a\":{\"b\":[1]}}",
          "{\"source\":{\"source\":\"1.1.1.1\"}}");

  @Property(tries = 2000)
  void any_value_anywhere_is_one_call(
      @ForAll @IntRange(max = 6) int which,
      @ForAll @IntRange(min = 1, max = 5) int changes,
      @ForAll Random random)
      throws IOException {
    byte[] bytes = changed(FORMATS.get(which).lines(), changes, random);
    RecordParser parser = FORMATS.get(which).format().parser(ReadLimits.DEFAULT);
    Records records = new Records();
    // Twice: what is remembered of the first must not change the second.
    for (int i = 0; i < 2; i++) {
      byte[] padded = Arrays.copyOf(bytes, bytes.length + EightBytes.PADDING);
      parser.record(padded, 0, bytes.length, new RecordAt(0), records);
    }

    assertThat(records.size()).isEqualTo(2);
    if (!records.events.isEmpty()) {
      assertThat(records.events.get(1)).isEqualTo(records.events.get(0));
      ConnectionEvent event = records.events.get(0);
      assertThat(event.dport()).isBetween(1, 65_535);
      assertThat(event.sport()).isBetween(0, 65_535);
      assertThat(event.count()).isNotNegative();
      assertThat(event.last()).isGreaterThanOrEqualTo(event.time());
      // What stays is text that can be written as UTF-8 again.
      assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(event.observer().toString()))
          .isTrue();
    }
  }

  /** One of the lines with so many changes. */
  static byte[] changed(List<String> lines, int changes, Random random) throws IOException {
    JsonNode line = MAPPER.readTree(lines.get(random.nextInt(lines.size())));
    for (int i = 0; i < changes; i++) {
      change(line, random);
    }
    return MAPPER.writeValueAsBytes(line);
  }

  /** Puts something else at a place, or the same under another name. */
  private static void change(JsonNode root, Random random) throws IOException {
    List<JsonNode> containers = new ArrayList<>(List.of(root));
    for (int i = 0; i < containers.size(); i++) {
      containers.get(i).forEach(child -> add(containers, child));
    }
    JsonNode chosen = containers.get(random.nextInt(containers.size()));
    JsonNode value = MAPPER.readTree(VALUES.get(random.nextInt(VALUES.size())));
    if (chosen instanceof ArrayNode array) {
      array.insert(random.nextInt(array.size() + 1), value);
    } else if (chosen instanceof ObjectNode object && !object.isEmpty()) {
      List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(object.properties());
      Map.Entry<String, JsonNode> field = fields.get(random.nextInt(fields.size()));
      switch (random.nextInt(3)) {
        case 0 -> object.remove(field.getKey());
        case 1 -> object.set(field.getKey() + "_", field.getValue());
        default -> object.set(field.getKey(), value);
      }
    }
  }

  private static void add(List<JsonNode> containers, JsonNode child) {
    if (child.isContainerNode()) {
      containers.add(child);
    }
  }
}
