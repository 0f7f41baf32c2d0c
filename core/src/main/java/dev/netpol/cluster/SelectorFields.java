// SPDX-FileCopyrightText: The Network Policy Advisor authors
// SPDX-License-Identifier: Apache-2.0

package dev.netpol.cluster;

import dev.netpol.model.LabelSelector;
import dev.netpol.model.LabelSelector.Operator;
import dev.netpol.model.LabelSelector.Requirement;
import dev.netpol.model.Labels;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A meta/v1 LabelSelector. */
final class SelectorFields {
  private Labels matchLabels = Labels.NONE;
  private final List<Requirement> requirements = new ArrayList<>();

  void read(Tokens in) throws IOException {
    in.object(
        field -> {
          switch (field) {
            case "matchLabels" -> labels(in);
            case "matchExpressions" -> in.list(() -> requirement(in));
            default -> in.skip();
          }
        });
  }

  /** Labels without a {@code matchLabels} around them. */
  void labels(Tokens in) throws IOException {
    matchLabels = in.labels();
  }

  private void requirement(Tokens in) throws IOException {
    String[] texts = {"", ""};
    List<String> values = new ArrayList<>();
    in.object(
        field -> {
          switch (field) {
            case "key" -> texts[0] = in.text();
            case "operator" -> texts[1] = in.text();
            case "values" -> in.list(() -> values.add(in.text()));
            default -> in.skip();
          }
        });
    Optional<Operator> operator =
        Arrays.stream(Operator.values()).filter(o -> o.apiName().equals(texts[1])).findFirst();
    if (operator.isPresent()) {
      requirements.add(new Requirement(texts[0], operator.get(), values));
    } else {
      in.report("In, NotIn, Exists or DoesNotExist", texts[1]);
    }
  }

  LabelSelector selector() {
    return new LabelSelector(matchLabels, requirements);
  }
}
