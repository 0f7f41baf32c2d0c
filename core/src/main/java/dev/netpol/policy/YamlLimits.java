// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.Position;
import dev.netpol.policy.Problems.Refused;

/**
 * How much a policy file may ask of its reader. More than that is refused with a message that names
 * the limit.
 *
 * @param maxBytes of one input, after decompression
 * @param maxDepth of lists and mappings inside each other; a NetworkPolicy in a List needs 10
 * @param maxAliases uses of anchors in one document
 * @param maxNodes of one document, each alias counted with everything it stands for
 */
public record YamlLimits(long maxBytes, int maxDepth, int maxAliases, long maxNodes) {

  /** 64 MiB, 100 levels, 1,000 aliases, 5,000,000 nodes. */
  public static final YamlLimits DEFAULT = new YamlLimits(64L << 20, 100, 1_000, 5_000_000);

  public YamlLimits {
    if (maxBytes < 1 || maxDepth < 1 || maxAliases < 0 || maxNodes < 1) {
      throw new IllegalArgumentException(
          "limits should be positive: were "
              + maxBytes
              + " bytes, "
              + maxDepth
              + " levels, "
              + maxAliases
              + " aliases, "
              + maxNodes
              + " nodes");
    }
  }

  void checkDepth(int depth, Position at) {
    if (depth > maxDepth) {
      throw new Refused("limit", at, "more than " + maxDepth + " levels inside each other", "");
    }
  }

  void checkAliases(int aliases, Position at) {
    if (aliases > maxAliases) {
      throw new Refused("limit", at, "more than " + maxAliases + " aliases in a document", "");
    }
  }

  void checkNodes(long nodes, Position at) {
    if (nodes > maxNodes) {
      throw new Refused(
          "limit",
          at,
          "more than " + maxNodes + " nodes in a document, aliases counted in full",
          "split the file");
    }
  }
}
