// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.files.GzipInput;
import dev.netpol.model.Position;
import dev.netpol.policy.Problems.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * YAML and JSON as the API server's library reads them, with the place of every value, within
 * limits. What cannot be read is a problem, never an exception, and does not hide the documents
 * after it.
 */
public final class StrictYaml {

  private StrictYaml() {}

  /**
   * Reads a stream to its end, and does not close it.
   *
   * @param name stands in positions
   * @param documents is handed each that could be read
   */
  public static void read(
      InputStream in, String name, YamlLimits limits, Problems problems, Consumer<Tree> documents)
      throws IOException {
    int most = (int) Math.min(Integer.MAX_VALUE - 16, limits.maxBytes());
    byte[] bytes = in.readNBytes(most + 1);
    if (bytes.length > most) {
      problems.error(
          "limit", Position.of(name), "it is larger than " + most + " bytes", "split the file");
      return;
    }
    try {
      parse(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(),
          name,
          limits,
          problems,
          documents);
    } catch (CharacterCodingException e) {
      boolean gzip = GzipInput.begins(bytes);
      boolean utf16 = begins(bytes, 0xff, 0xfe) || begins(bytes, 0xfe, 0xff);
      problems.error(
          "encoding",
          Position.of(name),
          gzip ? "it is compressed" : utf16 ? "it is UTF-16, not UTF-8" : "it is not UTF-8",
          gzip ? "unpack it with gunzip" : "save it as UTF-8");
    }
  }

  private static boolean begins(byte[] bytes, int first, int second) {
    return bytes.length > 1 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
  }

  /** Reads a text. */
  public static void parse(
      String text, String name, YamlLimits limits, Problems problems, Consumer<Tree> documents) {
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (!body.stripLeading().startsWith("{")) {
      YamlStream.read(body, name, limits, problems, documents);
      return;
    }
    List<Tree> trees = new ArrayList<>();
    Problems json = new Problems();
    try {
      JsonTrees.read(body, name, limits, json, trees::add);
    } catch (Refused refused) {
      // It may be YAML all the same: {kind: NetworkPolicy}. If not, this was the better message.
      json.add(refused.diagnostic());
      List<Tree> others = new ArrayList<>();
      Problems yaml = new Problems();
      YamlStream.read(body, name, limits, yaml, others::add);
      if (yaml.errors() == 0) {
        json = yaml;
        trees = others;
      }
    }
    json.sorted().forEach(problems::add);
    trees.forEach(documents);
  }
}
