// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Position;
import dev.netpol.policy.Problems.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** From bytes to documents: size, encoding, and which of the two languages it is. */
final class PolicyText {

  private PolicyText() {}

  static ReadPolicies read(InputStream in, String name, YamlLimits limits) throws IOException {
    int most = (int) Math.min(Integer.MAX_VALUE - 16, limits.maxBytes());
    byte[] bytes = in.readNBytes(most + 1);
    if (bytes.length > most) {
      return refused("limit", name, "it is larger than " + most + " bytes", "split the file");
    }
    try {
      return read(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(),
          name,
          limits);
    } catch (CharacterCodingException e) {
      return refused("encoding", name, "it is not UTF-8", "save it as UTF-8");
    }
  }

  private static ReadPolicies refused(String code, String name, String message, String hint) {
    Problems problems = new Problems();
    problems.error(code, Position.of(name), message, hint);
    return new Documents(name, problems).finish();
  }

  static ReadPolicies read(String text, String name, YamlLimits limits) {
    String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
    if (body.stripLeading().startsWith("{")) {
      Problems problems = new Problems();
      Documents documents = new Documents(name, problems);
      try {
        JsonTrees.read(body, name, limits, problems, documents::add);
        return documents.finish();
      } catch (Refused refused) {
        // It may be YAML all the same: {kind: NetworkPolicy}. If not, this was the better message.
        ReadPolicies yaml = yaml(body, name, limits);
        if (!yaml.hasErrors()) {
          return yaml;
        }
        problems.add(refused.diagnostic());
        return documents.finish();
      }
    }
    return yaml(body, name, limits);
  }

  private static ReadPolicies yaml(String text, String name, YamlLimits limits) {
    Problems problems = new Problems();
    Documents documents = new Documents(name, problems);
    YamlStream.read(text, name, limits, problems, documents::add);
    return documents.finish();
  }
}
