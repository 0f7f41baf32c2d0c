// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.policy;

import dev.netpol.model.LabelSelector;
import dev.netpol.model.Labels;
import java.util.HashMap;
import java.util.Map;

/**
 * The different selectors of a set of policies, numbered. Policies repeat selectors, and pods
 * repeat labels: that one matches the other is worked out once.
 */
final class Selectors {

  private final Map<LabelSelector, Numbered> numbered = new HashMap<>();

  /** A selector; equal ones have one number. */
  record Numbered(int number, LabelSelector selector) {}

  Numbered of(LabelSelector selector) {
    return numbered.computeIfAbsent(selector, it -> new Numbered(numbered.size(), it));
  }

  /** Labels that remember which selectors match them. */
  static final class Remembering {

    private static final byte YES = 1;
    private static final byte NO = 2;

    private final Labels labels;

    /** By number; 0 where nobody asked. Threads that write at once write the same. */
    private final byte[] known;

    Remembering(Labels labels, Selectors selectors) {
      this.labels = labels;
      this.known = new byte[selectors.numbered.size()];
    }

    Labels labels() {
      return labels;
    }

    boolean matchedBy(Numbered selector) {
      byte answer = known[selector.number()];
      if (answer == 0) {
        answer = selector.selector().matches(labels) ? YES : NO;
        known[selector.number()] = answer;
      }
      return answer == YES;
    }
  }
}
