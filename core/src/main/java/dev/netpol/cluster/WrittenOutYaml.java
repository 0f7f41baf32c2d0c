// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.netpol.model.Position;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * YAML without aliases and merge keys. The parser does not follow them: an alias would read as the
 * text of its name, and what is merged as missing, so that labels match other pods than they do. In
 * what nobody reads they do no harm.
 */
final class WrittenOutYaml extends JsonParserDelegate {
  private final YAMLParser yaml;
  private final String input;

  /**
   * Refuses what is not written out.
   *
   * @param input for messages
   */
  WrittenOutYaml(YAMLParser yaml, String input) {
    super(yaml);
    this.yaml = yaml;
    this.input = input;
  }

  /**
   * The next token.
   *
   * @throws UnusableSnapshotException if it is an alias or a merge key
   */
  @Override
  public @Nullable JsonToken nextToken() throws IOException {
    JsonToken next = super.nextToken();
    if (next != null && yaml.isCurrentAlias()) {
      throw refused("a YAML alias, " + Problems.quote(yaml.getText()) + ", is not followed");
    }
    if (next == JsonToken.FIELD_NAME && yaml.currentName().equals("<<")) {
      throw refused("a YAML merge key, \"<<\", is not followed");
    }
    return next;
  }

  private UnusableSnapshotException refused(String what) {
    JsonLocation at = yaml.currentTokenLocation();
    return SnapshotInput.unusable(
        new Position(input, Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr())),
        what,
        "write out what it stands for; kubectl apply --dry-run=client -o yaml does");
  }
}
