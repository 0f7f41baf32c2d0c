// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package planted.policy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import planted.model.Upward;

/** Shows a library's types to its callers. */
public final class Leaky {
  public JsonNode result() {
    throw new UnsupportedOperationException();
  }

  public void accept(JsonNode[] nodes) {}

  public Map<String, List<JsonNode>> inner() {
    return Map.of();
  }

  public Upward ours() {
    return new Upward(this);
  }

  JsonNode hidden() {
    return result();
  }
}
