// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.terminal;

import java.util.List;
import java.util.Locale;

/** The small words of messages: lists, plurals, counts and guesses. */
public final class Words {
  private Words() {}

  /** {@code a}, {@code a or b}, {@code a, b or c}. */
  public static String or(List<String> choices) {
    int last = choices.size() - 1;
    return last < 1
        ? String.join("", choices)
        : String.join(", ", choices.subList(0, last)) + " or " + choices.get(last);
  }

  /** The first few, made safe to show: {@code a, b, c and 2 more}. */
  public static String some(List<String> names, int most) {
    StringBuilder text = new StringBuilder();
    int shown = names.size() == most + 1 ? names.size() : Math.min(most, names.size());
    for (String name : names.subList(0, shown)) {
      text.append(text.isEmpty() ? "" : ", ").append(Quoted.plain(name));
    }
    int more = names.size() - shown;
    return more == 0 ? text.toString() : text + " and " + number(more) + " more";
  }

  /** {@code 1 policy}, {@code 12,000 policies}. */
  public static String count(long count, String one, String many) {
    return number(count) + " " + (count == 1 ? one : many);
  }

  /** {@code 1 flow}, {@code 2 flows}. */
  public static String count(long count, String one) {
    return count(count, one, one + "s");
  }

  /** With commas, whatever the locale. */
  public static String number(long count) {
    String digits = Long.toString(count);
    StringBuilder text = new StringBuilder(digits);
    for (int i = digits.length() - 3; i > (count < 0 ? 1 : 0); i -= 3) {
      text.insert(i, ',');
    }
    return text.toString();
  }

  /** {@code : did you mean x?} when one of the names is close, else the names themselves. */
  public static String meant(String word, List<String> names) {
    String best = "";
    int least = Math.max(2, word.length() / 3) + 1;
    for (String name : names) {
      int distance = distance(word.toLowerCase(Locale.ROOT), name);
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    return best.isEmpty() ? "" : ": did you mean " + best + "?";
  }

  /** Edits that make one word of the other. */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int above = row[j];
        int same = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        row[j] = Math.min(diagonal + same, Math.min(above, row[j - 1]) + 1);
        diagonal = above;
      }
    }
    return row[to.length()];
  }
}
