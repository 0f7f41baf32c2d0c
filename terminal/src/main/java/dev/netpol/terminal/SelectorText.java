// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

import dev.netpol.model.LabelSelector;
import dev.netpol.model.LabelSelector.Operator;
import dev.netpol.model.LabelSelector.Requirement;
import dev.netpol.model.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Label selectors as kubectl takes them: {@code app=web,tier!=db,env in (dev, qa),!canary}.
 *
 * @see <a
 *     href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#api">Labels
 *     and selectors</a>
 */
public final class SelectorText {
  private static final String KEY = "([A-Za-z0-9][A-Za-z0-9._/-]*+)";
  private static final Pattern PART =
      Pattern.compile(
          "\\s*(?:"
              + KEY
              + "\\s*(==|!=|=)\\s*([A-Za-z0-9._-]*)"
              + "|"
              + KEY
              + "\\s+(in|notin)\\s*\\(([^()]*)\\)"
              + "|(!?)\\s*"
              + KEY
              + ")\\s*(,|$)");

  private SelectorText() {}

  /** Reads a selector; anything else is wrong usage of the option. */
  public static LabelSelector parse(Option option, String text) {
    Map<String, String> labels = new TreeMap<>();
    List<Requirement> requirements = new ArrayList<>();
    Matcher part = PART.matcher(text);
    int end = 0;
    boolean more = true;
    while (more) {
      if (!part.region(end, text.length()).lookingAt()) {
        throw new UsageException(
            "option-value",
            option.name()
                + " cannot read "
                + Quoted.of(text)
                + ": write it as kubectl -l does, for example app=web or 'env in (dev,qa)'");
      }
      read(part, labels, requirements);
      end = part.end();
      more = !part.group(9).isEmpty();
    }
    return new LabelSelector(Labels.of(labels), requirements);
  }

  private static void read(
      Matcher part, Map<String, String> labels, List<Requirement> requirements) {
    if (part.group(1) != null) {
      String key = part.group(1);
      if (part.group(2).equals("!=") || labels.containsKey(key)) {
        Operator operator = part.group(2).equals("!=") ? Operator.NOT_IN : Operator.IN;
        requirements.add(new Requirement(key, operator, List.of(part.group(3))));
      } else {
        labels.put(key, part.group(3));
      }
    } else if (part.group(4) != null) {
      Operator operator = part.group(5).equals("in") ? Operator.IN : Operator.NOT_IN;
      List<String> values = new ArrayList<>();
      for (String value : part.group(6).split(",", -1)) {
        values.add(value.strip());
      }
      requirements.add(new Requirement(part.group(4), operator, values));
    } else {
      Operator operator = part.group(7).isEmpty() ? Operator.EXISTS : Operator.DOES_NOT_EXIST;
      requirements.add(new Requirement(part.group(8), operator, List.of()));
    }
  }
}
